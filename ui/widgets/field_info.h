// The description of one data member of a described settings struct: for a control that is not a
// SettingsForm.
#pragma once

#include "core/base/fields.h"

namespace typemould {

/// Found by changing the member and looking which field notices. `S{}` must differ from `other` in it.
template <class S, class M>
const FieldInfo& fieldInfoOf(M S::*member, M other) {
    S changed;
    changed.*member = other;
    for (const auto& field : fields<S>()) {
        if (field.get(changed) != field.get(S{})) {
            return field.info;
        }
    }
    throw Failure(ErrorCode::Internal, "A setting has no description.");
}

} // namespace typemould
