#include "core/weights/pickle_machine.h"

#include "core/weights/little_endian.h"
#include "core/weights/pickle_opcodes.h"
#include "core/weights/pth_calls.h"

#include <algorithm>
#include <bit>

namespace typemould {

namespace {

using Kind = PickleValue::Kind;

/// True for well-formed UTF-8 without NUL: what a name may be made of.
bool isText(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
        const unsigned lead = byte(i);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead == 0 || (lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || text.size() - i < length) {
            return false;
        }
        for (std::size_t k = 1; k < length; ++k) {
            if ((byte(i + k) & 0xC0u) != 0x80u) {
                return false;
            }
        }
        const unsigned second = length > 1 ? byte(i + 1) : 0x80u;
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
            return false;
        }
        i += length;
    }
    return true;
}

class Machine {
public:
    Machine(std::span<const std::uint8_t> bytes, const std::string& label) : m_bytes(bytes), m_label(label) {}

    Pickle run() {
        while (!m_stopped) {
            step(take(1)[0]);
        }
        if (m_at != m_bytes.size()) {
            damaged("bytes follow the end of its pickle");
        }
        if (m_stack.size() != 1 || !m_marks.empty()) {
            damaged("its pickle does not leave one value");
        }
        return {std::move(m_heap), m_stack.front()};
    }

private:
    [[noreturn]] void damaged(const std::string& why) const { throwDamagedPickle(m_label, why); }
    [[noreturn]] void unsupported(const std::string& why) const { throwForeignPickle(m_label, why); }

    std::span<const std::uint8_t> take(std::size_t count) {
        if (count > m_bytes.size() - m_at) {
            damaged("its pickle is cut off");
        }
        const auto part = m_bytes.subspan(m_at, count);
        m_at += count;
        return part;
    }
    template <class T>
    T number() {
        return littleEndian<T>(take(sizeof(T)));
    }

    void push(PickleValue value) {
        if (++m_objects > PickleLimits::objects) {
            unsupported("its pickle holds more than 1,000,000 values");
        }
        m_stack.push_back(value);
    }
    void push(Kind kind, std::size_t index) {
        PickleValue value;
        value.kind = kind;
        value.index = static_cast<std::uint32_t>(index);
        push(value);
    }
    void pushInteger(std::int64_t integer) {
        PickleValue value;
        value.kind = Kind::Int;
        value.integer = integer;
        push(value);
    }
    void pushTruth(bool truth) {
        PickleValue value;
        value.kind = Kind::Bool;
        value.truth = truth;
        push(value);
    }
    /// The lowest place on the stack that the opcode may take values from.
    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }
    PickleValue& top() {
        if (m_stack.size() <= floor()) {
            damaged("its pickle takes a value that is not there");
        }
        return m_stack.back();
    }
    PickleValue pop() {
        const auto value = top();
        m_stack.pop_back();
        return value;
    }
    /// The values above the last mark; they and the mark are taken off.
    std::vector<PickleValue> popMark() {
        if (m_marks.empty()) {
            damaged("its pickle closes a group that it never opened");
        }
        const auto begin = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
        std::vector<PickleValue> values(begin, m_stack.end());
        m_stack.erase(begin, m_stack.end());
        m_marks.pop_back();
        return values;
    }
    std::vector<PickleValue> popSome(std::size_t count) {
        std::vector<PickleValue> values(count);
        for (std::size_t i = count; i > 0; --i) {
            values[i - 1] = pop();
        }
        return values;
    }

    std::size_t depthOf(const PickleValue& value) const {
        switch (value.kind) {
        case Kind::List:
        case Kind::Tuple:
            return m_heap.sequences[value.index].depth;
        case Kind::Dict:
            return m_heap.dictionaries[value.index].depth;
        default:
            return 0;
        }
    }
    void deepen(std::size_t& depth, const PickleValue& child) const {
        depth = std::max(depth, depthOf(child) + 1);
        if (depth > PickleLimits::depth) {
            unsupported("its pickle nests deeper than 64 levels");
        }
    }
    void pushSequence(Kind kind, std::vector<PickleValue> items) {
        PickleHeap::Sequence sequence;
        for (const auto& item : items) {
            deepen(sequence.depth, item);
        }
        sequence.items = std::move(items);
        m_heap.sequences.push_back(std::move(sequence));
        push(kind, m_heap.sequences.size() - 1);
    }
    void append(const std::vector<PickleValue>& values) {
        if (!top().is(Kind::List)) {
            damaged("its pickle adds to what is no list");
        }
        auto& list = m_heap.sequences[top().index];
        for (const auto& value : values) {
            deepen(list.depth, value);
            list.items.push_back(value);
        }
    }
    void setItems(const std::vector<PickleValue>& values) {
        if (!top().is(Kind::Dict) || values.size() % 2 != 0) {
            damaged("its pickle sets items of what is no dict");
        }
        auto& dictionary = m_heap.dictionaries[top().index];
        for (std::size_t i = 0; i < values.size(); i += 2) {
            if (!values[i].is(Kind::String) && !values[i].is(Kind::Int)) {
                unsupported("a dict in its pickle has keys that are neither text nor whole numbers");
            }
            deepen(dictionary.depth, values[i + 1]);
            dictionary.items.emplace_back(values[i], values[i + 1]);
        }
    }

    std::string_view line() {
        const auto rest = m_bytes.subspan(m_at, std::min<std::size_t>(256, m_bytes.size() - m_at));
        const auto end = std::find(rest.begin(), rest.end(), '\n');
        if (end == rest.end()) {
            damaged("a global's name in its pickle is cut off");
        }
        const auto part = take(static_cast<std::size_t>(end - rest.begin()) + 1);
        return {reinterpret_cast<const char*>(part.data()), part.size() - 1};
    }
    void global() {
        const auto module = line();
        const auto name = line();
        const auto index = pickleGlobalIndex(module, name);
        if (!index) {
            const auto full = std::string(module) + "." + std::string(name);
            unsupported("its pickle names " + (isText(full) ? full : "something unreadable") +
                        ", which is no part of a set of weights and is never run");
        }
        push(Kind::Global, *index);
    }
    void unicode() {
        const auto length = number<std::uint32_t>();
        if (length > PickleLimits::stringBytes) {
            unsupported("its pickle holds a text of more than 1 MiB");
        }
        const auto bytes = take(length);
        const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (!isText(text)) {
            damaged("a text in its pickle is not UTF-8");
        }
        m_heap.strings.push_back(text);
        push(Kind::String, m_heap.strings.size() - 1);
    }
    void longInteger() {
        const std::size_t length = take(1)[0];
        if (length > 8) {
            unsupported("its pickle holds a number of more than 64 bits");
        }
        const auto bytes = take(length);
        std::uint64_t value = length > 0 && (bytes[length - 1] & 0x80u) != 0 ? ~std::uint64_t{0} : 0;
        for (std::size_t i = length; i > 0; --i) {
            value = value << 8 | bytes[i - 1];
        }
        pushInteger(static_cast<std::int64_t>(value));
    }
    void real() {
        std::uint64_t bits = 0;
        for (const auto byte : take(8)) { // big-endian, unlike all else
            bits = bits << 8 | byte;
        }
        PickleValue value;
        value.kind = Kind::Float;
        value.real = std::bit_cast<double>(bits);
        push(value);
    }
    void put(std::size_t index) {
        if (index >= PickleLimits::memo) {
            unsupported("its pickle remembers more than 100,000 values");
        }
        const auto value = top();
        if (index >= m_memo.size()) {
            m_memo.resize(index + 1);
            m_remembered.resize(index + 1);
        }
        m_memo[index] = value;
        m_remembered[index] = true;
    }
    void get(std::size_t index) {
        if (index >= m_memo.size() || !m_remembered[index]) {
            damaged("its pickle asks for a value that it never remembered");
        }
        push(m_memo[index]);
    }
    void reduce() {
        const auto arguments = pop();
        const auto callee = pop();
        if (!callee.is(Kind::Global) || !arguments.is(Kind::Tuple)) {
            damaged("its pickle calls what cannot be called");
        }
        push(callPickleGlobal(m_heap, callee.index, m_heap.sequences[arguments.index].items, m_label));
    }
    void build() {
        const auto state = pop();
        if (!top().is(Kind::Dict) || !state.is(Kind::Dict)) {
            unsupported("its pickle sets the inside of an object that is no dict");
        }
        // What torch.save sets here is the dict's _metadata: version numbers, which the tensors do not depend
        // on.
    }

    void step(std::uint8_t code) {
        switch (static_cast<PickleOpcode>(code)) {
        case PickleOpcode::Proto:
            if (m_at != 1 || take(1)[0] != 2) {
                unsupported("its pickle is not of protocol 2");
            }
            return;
        case PickleOpcode::Stop:
            m_stopped = true;
            return;
        case PickleOpcode::Mark:
            if (m_marks.size() >= PickleLimits::depth) {
                unsupported("its pickle nests deeper than 64 levels");
            }
            m_marks.push_back(m_stack.size());
            return;
        case PickleOpcode::None:
            return push(PickleValue{});
        case PickleOpcode::NewTrue:
            return pushTruth(true);
        case PickleOpcode::NewFalse:
            return pushTruth(false);
        case PickleOpcode::BinInt:
            return pushInteger(static_cast<std::int32_t>(number<std::uint32_t>()));
        case PickleOpcode::BinInt1:
            return pushInteger(take(1)[0]);
        case PickleOpcode::BinInt2:
            return pushInteger(number<std::uint16_t>());
        case PickleOpcode::Long1:
            return longInteger();
        case PickleOpcode::BinFloat:
            return real();
        case PickleOpcode::BinUnicode:
            return unicode();
        case PickleOpcode::EmptyTuple:
            return pushSequence(Kind::Tuple, {});
        case PickleOpcode::Tuple1:
            return pushSequence(Kind::Tuple, popSome(1));
        case PickleOpcode::Tuple2:
            return pushSequence(Kind::Tuple, popSome(2));
        case PickleOpcode::Tuple3:
            return pushSequence(Kind::Tuple, popSome(3));
        case PickleOpcode::Tuple:
            return pushSequence(Kind::Tuple, popMark());
        case PickleOpcode::EmptyList:
            return pushSequence(Kind::List, {});
        case PickleOpcode::Append:
            return append(popSome(1));
        case PickleOpcode::Appends:
            return append(popMark());
        case PickleOpcode::EmptyDict:
            m_heap.dictionaries.emplace_back();
            return push(Kind::Dict, m_heap.dictionaries.size() - 1);
        case PickleOpcode::SetItem:
            return setItems(popSome(2));
        case PickleOpcode::SetItems:
            return setItems(popMark());
        case PickleOpcode::Global:
            return global();
        case PickleOpcode::BinPut:
            return put(take(1)[0]);
        case PickleOpcode::LongBinPut:
            return put(number<std::uint32_t>());
        case PickleOpcode::BinGet:
            return get(take(1)[0]);
        case PickleOpcode::LongBinGet:
            return get(number<std::uint32_t>());
        case PickleOpcode::Reduce:
            return reduce();
        case PickleOpcode::Build:
            return build();
        case PickleOpcode::BinPersId: {
            const auto id = pop();
            return push(pickledStorage(m_heap, id, m_label));
        }
        }
        unsupported("its pickle uses the opcode " + std::to_string(code) + ", which torch.save never writes");
    }

    std::span<const std::uint8_t> m_bytes;
    const std::string& m_label;
    std::size_t m_at = 0;
    std::size_t m_objects = 0;
    bool m_stopped = false;
    PickleHeap m_heap;
    std::vector<PickleValue> m_stack;
    std::vector<std::size_t> m_marks;
    std::vector<PickleValue> m_memo;
    std::vector<bool> m_remembered;
};

} // namespace

Pickle runPickle(std::span<const std::uint8_t> bytes, const std::string& label) {
    return Machine(bytes, label).run();
}

} // namespace typemould
