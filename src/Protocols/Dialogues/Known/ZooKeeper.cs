using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Known;

/// <summary>ZooKeeper: the four-letter word "srvr". One connection. https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_4lw</summary>
public sealed class ZooKeeper : Dialogue
{
    bool isAsked;

    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (!isAsked)
        {
            isAsked = true;
            return Step.Say("srvr"u8);
        }
        if (!Said.TryLine(received, out var line) && !isOver) return received.Length > 400 ? Step.NotThis : Step.Wait;
        if (line.StartsWith("Zookeeper version: "u8))
        {
            var version = Said.Text(line["Zookeeper version: ".Length..]) ?? "";
            var end = version.AsSpan().IndexOfAny(',', '-');
            return Told(line, end > 0 ? version[..end] : version, Authentication.None);
        }
        return line.StartsWith("srvr is not executed because"u8) ? Told(line, null, Authentication.Unknown) : Step.NotThis;
    }

    static Step Told(ReadOnlySpan<byte> line, string? version, Authentication authentication) =>
        Step.Told(new Heard("zookeeper", $"srvr was answered {Said.Line(line)}") { Product = "ZooKeeper", Version = version, Authentication = authentication });
}
