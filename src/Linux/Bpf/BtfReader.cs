using System.Buffers.Binary;
using System.Text;

namespace Berth.Linux.Bpf;

/// <summary>
/// Just enough of BTF, the kernel's description of its own types (Documentation/bpf/btf.rst): the id of a function, the byte
/// offset of a member. One pass over the types, comparing name offsets, not strings.
/// </summary>
sealed class BtfReader
{
    const int Magic = 0xeb9f;
    const int KindInt = 1, KindArray = 3, KindStruct = 4, KindUnion = 5, KindEnum = 6, KindTypedef = 8, KindVolatile = 9, KindConst = 10,
        KindRestrict = 11, KindFunction = 12, KindFunctionPrototype = 13, KindVariable = 14, KindSection = 15, KindDeclarationTag = 17,
        KindTypeTag = 18, KindEnum64 = 19;

    readonly byte[] data;
    readonly int strings;
    readonly List<int> positions = new(200_000) { -1 }; // by type id; id 0 is void
    readonly Dictionary<string, int> structs = [];
    readonly Dictionary<string, int> functions = [];

    BtfReader(byte[] data, int strings) => (this.data, this.strings) = (data, strings);

    /// <summary>Null when the bytes are not BTF. Only the names given can be asked for afterwards.</summary>
    public static BtfReader? Read(byte[] data, IReadOnlyList<string> structNames, IReadOnlyList<string> functionNames)
    {
        if (data.Length < 24 || BinaryPrimitives.ReadUInt16LittleEndian(data) != Magic) return null;
        int header = Int32(data, 4), typeStart = header + Int32(data, 8), typeLength = Int32(data, 12), stringStart = header + Int32(data, 16), stringLength = Int32(data, 20);
        if (header < 24 || typeLength < 0 || stringLength < 0 || typeStart < 0 || stringStart < 0) return null;
        if (typeStart > data.Length - typeLength || stringStart > data.Length - stringLength) return null;
        var reader = new BtfReader(data, stringStart);
        var strings = data.AsSpan(stringStart, stringLength);
        var wantedStructs = Offsets(strings, structNames);
        var wantedFunctions = Offsets(strings, functionNames);
        return reader.Scan(typeStart, typeStart + typeLength, wantedStructs, wantedFunctions) ? reader : null;
    }

    public int? Function(string name) => functions.TryGetValue(name, out var id) ? id : null;

    /// <summary>The offset in bytes of a member, given as a path through embedded structs: ("sock", "__sk_common", "skc_num").</summary>
    public int? Offset(string type, params ReadOnlySpan<string> path) => BitOffset(type, path) / 8;

    /// <summary>The same in bits, for a bit field.</summary>
    public int? BitOffset(string type, params ReadOnlySpan<string> path)
    {
        if (!structs.TryGetValue(type, out var id)) return null;
        var bits = 0;
        foreach (var name in path)
        {
            if (!FindMember(id, name, 0, 0, out var offset, out id)) return null;
            bits += offset;
        }
        return bits;
    }

    // BTF holds each string once, so a name has one offset.
    static Dictionary<int, string> Offsets(ReadOnlySpan<byte> strings, IReadOnlyList<string> names)
    {
        var offsets = new Dictionary<int, string>();
        foreach (var name in names)
        {
            var at = strings.IndexOf(Encoding.ASCII.GetBytes("\0" + name + "\0"));
            if (at >= 0) offsets.TryAdd(at + 1, name);
        }
        return offsets;
    }

    bool Scan(int start, int end, Dictionary<int, string> wantedStructs, Dictionary<int, string> wantedFunctions)
    {
        for (var position = start; position + 12 <= end;)
        {
            int name = Int32(data, position), info = Int32(data, position + 4), kind = info >> 24 & 31, count = info & 0xffff;
            var id = positions.Count;
            positions.Add(position);
            if (kind is KindStruct or KindUnion && name != 0 && wantedStructs.TryGetValue(name, out var structName)) structs.TryAdd(structName, id);
            else if (kind == KindFunction && wantedFunctions.TryGetValue(name, out var functionName)) functions.TryAdd(functionName, id);
            position += 12 + kind switch
            {
                KindInt or KindVariable or KindDeclarationTag => 4,
                KindArray => 12,
                KindStruct or KindUnion or KindSection or KindEnum64 => count * 12,
                KindEnum or KindFunctionPrototype => count * 8,
                _ => 0,
            };
            if (position > end) return false;
        }
        return true;
    }

    // Anonymous structs and unions are looked through. Depth is bounded: the bytes may be anything.
    bool FindMember(int id, string name, int bitsBefore, int depth, out int bits, out int type)
    {
        (bits, type) = (0, 0);
        id = SkipQualifiers(id);
        if (id <= 0 || id >= positions.Count || depth > 16) return false;
        int position = positions[id], info = Int32(data, position + 4);
        if ((info >> 24 & 31) is not (KindStruct or KindUnion)) return false;
        var hasBitFields = info < 0; // kind_flag: the offset then holds a size in its top 8 bits
        for (int i = 0, member = position + 12; i < (info & 0xffff); i++, member += 12)
        {
            int memberName = Int32(data, member), memberType = Int32(data, member + 4), offset = Int32(data, member + 8);
            if (hasBitFields) offset &= 0xffffff;
            if (memberName != 0 && IsName(memberName, name))
            {
                (bits, type) = (bitsBefore + offset, memberType);
                return true;
            }
            if (memberName == 0 && FindMember(memberType, name, bitsBefore + offset, depth + 1, out bits, out type)) return true;
        }
        return false;
    }

    int SkipQualifiers(int id)
    {
        for (var step = 0; step < 16 && id > 0 && id < positions.Count; step++)
        {
            var kind = Int32(data, positions[id] + 4) >> 24 & 31;
            if (kind is not (KindTypedef or KindVolatile or KindConst or KindRestrict or KindTypeTag)) return id;
            id = Int32(data, positions[id] + 8);
        }
        return id;
    }

    bool IsName(int offset, string name)
    {
        var at = strings + offset;
        if (at < 0 || at + name.Length >= data.Length || data[at + name.Length] != 0) return false;
        for (var i = 0; i < name.Length; i++)
            if (data[at + i] != name[i]) return false;
        return true;
    }

    static int Int32(byte[] data, int position) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(position));
}
