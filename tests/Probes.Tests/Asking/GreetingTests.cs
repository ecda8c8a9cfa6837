using System.Text;
using Berth.Model.Protocols;

namespace Berth.Probes.Tests.Asking;

/// <summary>Services that speak first, by what they say.</summary>
public class GreetingTests
{
    [Theory]
    [InlineData("ssh", "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n", "ssh", "OpenSSH", "9.2p1", Authentication.Required)]
    [InlineData("ssh", "SSH-2.0-dropbear_2022.83\r\n", "ssh", "dropbear", "2022.83", Authentication.Required)]
    [InlineData("ssh", "SSH-2.0-Go\r\n", "ssh", "Go", null, Authentication.Required)]
    [InlineData("ssh", "SSH-2.0-libssh_0.10.6", "ssh", "libssh", "0.10.6", Authentication.Required)]
    [InlineData("ssh", "SSH-", null, null, null, Authentication.Unknown)]
    [InlineData("ssh", "SMTP", null, null, null, Authentication.Unknown)]
    [InlineData("mail", "220 box ESMTP Postfix (Debian/GNU)\r\n", "smtp", "Postfix", null, Authentication.Unknown)]
    [InlineData("mail", "220 mailhog.example ESMTP MailHog\r\n", "smtp", "MailHog", null, Authentication.Unknown)]
    [InlineData("mail", "220-welcome\r\n", "smtp", null, null, Authentication.Unknown)]
    [InlineData("ftp", "220 (vsFTPd 3.0.3)\r\n", "ftp", "vsFTPd", null, Authentication.Unknown)]
    [InlineData("ftp", "220 welcome\r\n", "ftp", null, null, Authentication.Unknown)]
    [InlineData("mail", "* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n", "imap", "Dovecot", null, Authentication.Unknown)]
    [InlineData("mail", "* PREAUTH hello\r\n", "imap", null, null, Authentication.None)]
    [InlineData("mail", "+OK Dovecot ready.\r\n", "pop3", "Dovecot", null, Authentication.Unknown)]
    [InlineData("mail", "+OK never ends", null, null, null, Authentication.Unknown)]
    [InlineData("nats", "INFO {\"server_id\":\"N\",\"version\":\"2.10.7\",\"auth_required\":true}\r\n", "nats", "NATS", "2.10.7", Authentication.Required)]
    [InlineData("nats", "INFO {\"server_id\":\"N\",\"version\":\"2.10.7\"}\r\n", "nats", "NATS", "2.10.7", Authentication.None)]
    [InlineData("nats", "INFO {broken}\r\n", null, null, null, Authentication.Unknown)]
    [InlineData("debugpy", "Content-Length: 30\r\n\r\n{\"seq\":1,\"type\":\"event\",\"event\":\"output\",\"body\":{\"output\":\"ptvsd\"}}", "dap", "debugpy", null, Authentication.None)]
    public void A_greeting_tells_who_it_is(string dialogue, string said, string? protocol, string? product, string? version, Authentication authentication)
    {
        var heard = Dialogues.Play(dialogue, Encoding.ASCII.GetBytes(said));
        Assert.Equal((protocol, product, version, authentication), (heard?.Protocol, heard?.Product, heard?.Version, heard?.Authentication ?? Authentication.Unknown));
    }

    [Theory]
    [InlineData("8.0.36", "caching_sha2_password", "MySQL", "8.0.36", "mysql")]
    [InlineData("5.5.5-10.11.6-MariaDB-0+deb12u1", "mysql_native_password", "MariaDB", "10.11.6", "mysql")]
    [InlineData("11.4.2-MariaDB", "", "MariaDB", "11.4.2", "mysql")]
    public void MySql_greets_with_its_version(string said, string plugin, string product, string version, string protocol)
    {
        var heard = Dialogues.Play("mysql", MySqlGreeting(said, plugin));
        Assert.Equal((protocol, product, version), (heard?.Protocol, heard?.Product, heard?.Version));
        Assert.Equal(plugin.Length > 0 ? plugin : null, heard!.Details.GetValueOrDefault("auth-plugin"));
        Assert.Equal("yes", heard.Details["tls"]);
    }

    [Fact]
    public void MySql_may_refuse_the_address()
    {
        byte[] body = [0xff, 0x6a, 0x04, .. "Host '127.0.0.1' is not allowed to connect to this MariaDB server"u8];
        var heard = Dialogues.Play("mysql", [(byte)body.Length, 0, 0, 0, .. body]);
        Assert.Equal(("mysql", "MariaDB", Authentication.Required), (heard?.Protocol, heard?.Product, heard?.Authentication));
    }

    [Theory]
    [InlineData("RFB 003.008\n", new byte[] { 1, 1 }, Authentication.None, "none")]
    [InlineData("RFB 003.008\n", new byte[] { 2, 2, 1 }, Authentication.None, "password, none")]
    [InlineData("RFB 003.008\n", new byte[] { 1, 2 }, Authentication.Required, "password")]
    [InlineData("RFB 003.003\n", new byte[] { 0, 0, 0, 1 }, Authentication.None, "none")]
    [InlineData("RFB 003.003\n", new byte[] { 0, 0, 0, 2 }, Authentication.Required, "password")]
    [InlineData("RFB 003.008\n", new byte[] { 0 }, Authentication.Unknown, "")]
    [InlineData("RFB 003.008\n", new byte[] { 200, 1 }, Authentication.Unknown, "")]
    public void Vnc_offers_its_ways_in(string greeting, byte[] types, Authentication authentication, string names)
    {
        var heard = Dialogues.Play("vnc", Encoding.ASCII.GetBytes(greeting), types);
        Assert.Equal((authentication, names), (heard?.Authentication, heard?.Details["security-types"]));
    }

    internal static byte[] MySqlGreeting(string version, string plugin)
    {
        byte[] body =
        [
            10, .. Encoding.ASCII.GetBytes(version), 0, 1, 0, 0, 0, .. "saltsalt"u8, 0, 0xff, 0xff, 8, 2, 0, 0xff, 0xdf, 21, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            .. "saltsaltsalt"u8, 0, .. Encoding.ASCII.GetBytes(plugin), 0,
        ];
        return [(byte)body.Length, 0, 0, 0, .. body];
    }
}
