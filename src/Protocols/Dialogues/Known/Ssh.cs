namespace Berth.Protocols.Dialogues.Known;

/// <summary>SSH: the server's identification, "SSH-2.0-OpenSSH_9.2p1 Debian-2" (RFC 4253, section 4.2). One connection.</summary>
public sealed class Ssh : Dialogue
{
    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        var mayBe = received.Length < 4 ? "SSH-"u8.StartsWith(received) : received.StartsWith("SSH-"u8);
        if (!mayBe) return Step.NotThis;
        if (!Said.TryLine(received, out var line) && !isOver && received.Length < 255) return Step.Wait;
        var software = SoftwareOf(line);
        if (software.IsEmpty) return Step.NotThis;
        var cut = software.IndexOfAny((byte)' ', (byte)'_');
        var hasVersion = cut > 0 && software[cut] == '_';
        return Step.Told(new Heard("ssh", $"it greets with {Said.Line(line)}")
        {
            Product = Said.Text(hasVersion ? software[..cut] : UpToSpace(software)),
            Version = hasVersion ? Said.Text(UpToSpace(software[(cut + 1)..])) : null,
            // The protocol has no other way to a session.
            Authentication = Model.Protocols.Authentication.Required,
        });
    }

    // What follows the second dash of "SSH-2.0-software comment".
    static ReadOnlySpan<byte> SoftwareOf(ReadOnlySpan<byte> line)
    {
        if (line.Length < 5) return default;
        var dash = line[4..].IndexOf((byte)'-');
        return dash < 0 ? default : line[(4 + dash + 1)..];
    }

    static ReadOnlySpan<byte> UpToSpace(ReadOnlySpan<byte> text) => text.IndexOf((byte)' ') is >= 0 and var space ? text[..space] : text;
}
