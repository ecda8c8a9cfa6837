using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>
/// debugpy: its adapter greets with an event of the Debug Adapter Protocol. One connection; we say nothing.
/// https://microsoft.github.io/debug-adapter-protocol/overview
/// </summary>
public sealed class Debugpy : Dialogue
{
    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        var begin = "Content-Length: "u8;
        if (!(received.Length < begin.Length ? begin.StartsWith(received) : received.StartsWith(begin))) return Step.NotThis;
        var body = received.IndexOf("\r\n\r\n"u8);
        if (body >= 0 && received[body..].IndexOf("\"type\""u8) >= 0 && received[body..].IndexOf("\"event\""u8) >= 0 && (isOver || received[^1] == '}'))
        {
            var isDebugpy = received.IndexOf("debugpy"u8) >= 0 || received.IndexOf("ptvsd"u8) >= 0;
            return Step.Told(new Heard("dap", "it greets with an event of the Debug Adapter Protocol") { Product = isDebugpy ? "debugpy" : null, Authentication = Authentication.None });
        }
        return isOver ? Step.NotThis : Step.Wait;
    }
}
