#include "core/base/stamped_folder.h"

#include "core/base/atomic_file.h"

#include <chrono>
#include <thread>

namespace typemould {

Result<StampedFolder> makeStampedFolder(const std::filesystem::path& parent) {
    return guarded("making a folder", [&]() -> StampedFolder {
        makeFolder(parent).orThrow();
        while (true) {
            const Moment moment = utcNow();
            for (int i = 1; i <= 9; ++i) {
                const auto folder = parent / (i == 1 ? moment.stamp : moment.stamp + '-' + std::to_string(i));
                std::error_code code;
                if (std::filesystem::create_directory(folder, code)) {
                    if (const Status lasting = syncFolder(parent); !lasting) {
                        std::filesystem::remove(folder, code);
                        throw Failure(lasting.error());
                    }
                    return {folder, moment};
                }
                if (code) {
                    throw Failure(systemError(code.value(), "make the folder", folder));
                }
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
    });
}

} // namespace typemould
