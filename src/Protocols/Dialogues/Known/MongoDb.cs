using System.Buffers.Binary;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// MongoDB: hello, buildInfo for the version, and listDatabases (names only), which needs a login where there is one. One
/// connection. https://github.com/mongodb/specifications/blob/master/source/message/OP_MSG.md
/// </summary>
public sealed class MongoDb : Dialogue
{
    const int HeaderSize = 16, OpMsg = 2013, MostLength = 48_000_000;

    int asked;
    IReadOnlyDictionary<string, string> hello = new Dictionary<string, string>();
    string? version;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (asked == 0) return Ask(Bson.Command("hello"));
        var state = TryAnswer(received, out var answer);
        if (state == Reading.Partial && !isOver) return Step.Wait;
        if (state != Reading.Whole) return asked == 1 ? Step.NotThis : Told(Authentication.Unknown, "it answers hello");
        switch (asked)
        {
            case 1:
                hello = answer!;
                return Ask(Bson.Command("buildInfo"));
            case 2:
                version = answer!.GetValueOrDefault("version");
                return Ask(Bson.Command("listDatabases", "nameOnly"));
            default:
                return IsOk(answer!) ? Told(Authentication.None, "listDatabases was answered without a login")
                    : IsUnauthorized(answer!) ? Told(Authentication.Required, $"listDatabases was refused: {answer!.GetValueOrDefault("errmsg")}")
                    : Told(Authentication.Unknown, $"listDatabases failed: {answer!.GetValueOrDefault("errmsg")}");
        }
    }

    Step Ask(byte[] command)
    {
        asked++;
        var message = new byte[HeaderSize + 5 + command.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), asked);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), OpMsg);
        command.CopyTo(message, HeaderSize + 5); // after no flags and a section of kind 0
        return Step.Say(message);
    }

    enum Reading : byte
    {
        Partial,
        Whole,
        Other,
    }

    Reading TryAnswer(ReadOnlySpan<byte> bytes, out IReadOnlyDictionary<string, string>? answer)
    {
        answer = null;
        if (bytes.Length < HeaderSize) return Reading.Partial;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var answered = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (length is < HeaderSize + 5 or > MostLength || answered != asked || BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]) != OpMsg) return Reading.Other;
        if (bytes.Length < length) return Reading.Partial;
        if (bytes[HeaderSize + 4] != 0) return Reading.Other;
        answer = Bson.Members(bytes[(HeaderSize + 5)..length]);
        return answer is null ? Reading.Other : Reading.Whole;
    }

    static bool IsOk(IReadOnlyDictionary<string, string> answer) => answer.GetValueOrDefault("ok") == "1";

    // 13 Unauthorized, 18 AuthenticationFailed (src/mongo/base/error_codes.yml).
    static bool IsUnauthorized(IReadOnlyDictionary<string, string> answer) => answer.GetValueOrDefault("code") is "13" or "18";

    Step Told(Authentication authentication, string evidence)
    {
        var details = new Dictionary<string, string>();
        if (hello.GetValueOrDefault("setName") is { } set) details["replica-set"] = set;
        if (hello.GetValueOrDefault("maxWireVersion") is { } wire) details["max-wire-version"] = wire;
        return Step.Told(new Heard("mongodb", evidence) { Product = "MongoDB", Version = version, Authentication = authentication, Details = details });
    }
}
