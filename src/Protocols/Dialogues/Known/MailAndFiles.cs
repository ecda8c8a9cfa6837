namespace Berth.Protocols.Dialogues.Known;

/// <summary>SMTP, FTP, IMAP and POP3 by the line they greet with (RFC 5321, 959, 9051, 1939). One connection; we say nothing.</summary>
/// <param name="port">SMTP and FTP greet alike; where the words do not tell, the port does.</param>
public sealed class MailAndFiles(ushort port) : Dialogue
{
    public override Step Next(ReadOnlySpan<byte> received, bool isOver)
    {
        if (received.IsEmpty || !MayBe(received)) return Step.NotThis;
        if (!Said.TryLine(received, out var line)) return isOver ? Step.NotThis : Step.Wait;
        return Protocol(line, port) is { } protocol
            ? Step.Told(new Heard(protocol, $"it greets with {Said.Line(line)}")
            {
                Product = Product(line),
                Authentication = line.StartsWith("* PREAUTH"u8) ? Model.Protocols.Authentication.None : Model.Protocols.Authentication.Unknown,
            })
            : Step.NotThis;
    }

    static bool MayBe(ReadOnlySpan<byte> text) => Begins(text, "220 "u8) || Begins(text, "220-"u8) || Begins(text, "* OK"u8) || Begins(text, "* PREAUTH"u8) || Begins(text, "+OK"u8);

    static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> with) => text.Length < with.Length ? with.StartsWith(text) : text.StartsWith(with);

    static string? Protocol(ReadOnlySpan<byte> line, ushort port)
    {
        if (line.StartsWith("* "u8)) return "imap";
        if (line.StartsWith("+OK"u8)) return "pop3";
        if (line.IndexOf("SMTP"u8) >= 0) return "smtp";
        if (line.IndexOf("FTP"u8) >= 0) return "ftp";
        return port switch { 21 or 2121 => "ftp", 25 or 465 or 587 or 1025 or 2525 => "smtp", _ => null };
    }

    static string? Product(ReadOnlySpan<byte> line)
    {
        foreach (var name in (ReadOnlySpan<string>)["Postfix", "Exim", "Sendmail", "OpenSMTPD", "Mailpit", "MailHog", "Dovecot", "Cyrus", "Courier", "vsFTPd", "ProFTPD", "Pure-FTPd", "pyftpdlib"])
            if (line.IndexOf(System.Text.Encoding.ASCII.GetBytes(name)) >= 0) return name;
        return null;
    }
}
