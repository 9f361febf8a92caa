// EventFile: curves and pictures of a run as TensorBoard reads them: events.out.tfevents.* in the run folder,
// TFRecord framing around Event messages. TensorBoard joins all such files of a folder, so each beginning of
// a run writes one of its own. Blocking; one thread.
#pragma once

#include "core/base/gray_image.h"
#include "core/base/record_file.h"

#include <string>
#include <utility>
#include <vector>

namespace typemould {

class EventFile {
public:
    /// Makes a file of a fresh name in the folder, which must be there.
    static Result<EventFile> create(const std::filesystem::path& folder);

    /// One point on each curve; "group/name" puts curves into a group.
    Status scalars(long long step, const std::vector<std::pair<std::string, double>>& values);
    Status image(long long step, const std::string& tag, const GrayImage& image);

private:
    explicit EventFile(RecordFile file) : m_file(std::move(file)) {}
    RecordFile m_file;
};

} // namespace typemould
