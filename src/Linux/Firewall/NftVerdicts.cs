using System.Text.Json;
using Berth.Model.Firewall;

namespace Berth.Linux.Firewall;

static class NftVerdicts
{
    public static Verdict? Read(JsonElement statement) => statement.TryOnly(out var kind, out var value) ? Read(kind, value) : null;

    public static Verdict? Read(string kind, JsonElement value) => kind switch
    {
        "accept" => Verdict.Accept,
        "drop" => Verdict.Drop,
        "reject" => Verdict.Reject,
        "return" => Verdict.Return,
        "continue" => Verdict.Continue,
        "jump" when value.Text("target") is { } target => new Verdict(VerdictKind.Jump, target),
        "goto" when value.Text("target") is { } target => new Verdict(VerdictKind.Goto, target),
        _ => null,
    };
}
