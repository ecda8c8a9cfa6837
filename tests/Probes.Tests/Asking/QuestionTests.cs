using System.Buffers.Binary;
using System.Text;
using Berth.Model.Protocols;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Known;

namespace Berth.Probes.Tests.Asking;

/// <summary>Services that are asked, by what they answer.</summary>
public class QuestionTests
{
    const string Served = "*2\r\n$14\r\nprotected-mode\r\n$2\r\nno\r\n$53\r\n# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n\r\n\r\n";

    [Theory]
    [InlineData("+PONG\r\n", Served, Authentication.None, "Redis", "7.0.15", "no")]
    [InlineData("+PONG\r\n", "-NOPERM this user has no permissions\r\n$24\r\nvalkey_version:8.0.1\r\n\r\n\r\n", Authentication.None, "Valkey", "8.0.1", null)]
    [InlineData("+PONG\r\n", "", Authentication.None, "Redis", null, null)]
    [InlineData("-NOAUTH Authentication required.\r\n", "", Authentication.Required, "Redis", null, null)]
    [InlineData("-DENIED Redis is running in protected mode\r\n", "", Authentication.Unknown, "Redis", null, "yes")]
    public void Redis_says_whether_it_wants_a_password(string pong, string facts, Authentication authentication, string product, string? version, string? isProtected)
    {
        var heard = Dialogues.Play("redis", Ascii(pong), Ascii(facts))!;
        Assert.Equal((authentication, product, version), (heard.Authentication, heard.Product, heard.Version));
        Assert.Equal(isProtected, heard.Details.GetValueOrDefault("protected-mode"));
    }

    [Theory]
    [InlineData("redis", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("redis", "-ERR unknown command\r\n")]
    [InlineData("memcached", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("memcached", "ERROR\r\n")]
    [InlineData("zookeeper", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("postgresql", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("mongodb", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("amqp", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("kafka", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("dns", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("jdwp", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("socks5", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("x11", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("gdbserver", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("postgresql", "NSSH-2.0-OpenSSH\r\n")]
    [InlineData("postgresql", "N")]
    public void Another_protocol_is_not_taken_for_it(string dialogue, string said) => Assert.Null(Dialogues.Play(dialogue, Ascii(said)));

    [Fact]
    public void No_protocol_is_told_to_an_echo()
    {
        foreach (var (name, start) in Dialogues.All)
        {
            var dialogue = start();
            var step = dialogue.Next([], isOver: false);
            for (var said = 0; said < 10 && step.Kind is StepKind.Say or StepKind.SayAnew; said++)
            {
                var echo = step.Words;
                step = dialogue.Next(echo, isOver: false);
                if (step.Kind == StepKind.Wait) step = dialogue.Next(echo, isOver: true);
            }
            // AMQP's own header is what a server of another version answers with: there an echo cannot be told apart.
            if (name != "amqp") Assert.True(step.Kind != StepKind.Told, $"{name} took its own words for an answer: {step.Heard}");
        }
    }

    public static TheoryData<byte[][], Authentication, string?> Postgres => new()
    {
        { [[(byte)'N'], [.. PgAuth(0), .. PgParameter("server_version", "15.13 (Debian)"), .. PgMessage('K', new byte[8]), .. PgMessage('Z', [(byte)'I'])]], Authentication.None, "15.13 (Debian)" },
        { [[(byte)'S'], [.. PgAuth(0), .. PgMessage('Z', [(byte)'I'])]], Authentication.None, null },
        { [[(byte)'N'], PgAuth(0)], Authentication.None, null },
        { [[(byte)'N'], [.. PgAuth(0), .. PgMessage('E', "SFATAL\0C3D000\0Mdatabase \"postgres\" does not exist\0\0"u8)]], Authentication.None, null },
        { [[(byte)'N'], PgAuth(3)], Authentication.Required, null },
        { [[(byte)'N'], PgAuth(5)], Authentication.Required, null },
        { [[(byte)'N'], PgAuth(10)], Authentication.Required, null },
        { [[(byte)'N'], PgMessage('E', "SFATAL\0C28000\0Mno pg_hba.conf entry\0\0"u8)], Authentication.Required, null },
        { [[(byte)'N'], PgMessage('E', "SFATAL\0C57P03\0Mthe database system is starting up\0\0"u8)], Authentication.Unknown, null },
    };

    [Theory, MemberData(nameof(Postgres))]
    public void Postgres_says_whether_it_trusts(byte[][] answers, Authentication authentication, string? version)
    {
        var heard = Dialogues.Play("postgresql", answers)!;
        Assert.Equal(("postgresql", authentication, version), (heard.Protocol, heard.Authentication, heard.Version));
    }

    [Fact]
    public void Postgres_is_left_politely()
    {
        var dialogue = new PostgreSql();
        dialogue.Next([], false);
        dialogue.Next("N"u8, false);
        var step = dialogue.Next(PgAuth(10), false);
        Assert.Equal([(byte)'X', 0, 0, 0, 4], step.Words);
    }

    public static TheoryData<string, string, Authentication> Mongo => new()
    {
        { "ok", "", Authentication.None },
        { "no", "command listDatabases requires authentication", Authentication.Required },
    };

    [Theory, MemberData(nameof(Mongo))]
    public void Mongo_says_whether_it_wants_a_login(string outcome, string message, Authentication authentication)
    {
        var hello = MongoAnswer(1, BsonOf(("maxWireVersion", 21), ("setName", "rs0"), ("ok", 1.0)));
        var build = MongoAnswer(2, BsonOf(("version", "7.0.5"), ("ok", 1.0)));
        var list = MongoAnswer(3, outcome == "ok" ? BsonOf(("totalSize", 5), ("ok", 1.0)) : BsonOf(("ok", 0.0), ("errmsg", message), ("code", 13)));
        var heard = Dialogues.Play("mongodb", hello, build, list)!;
        Assert.Equal((authentication, "7.0.5", "rs0"), (heard.Authentication, heard.Version, heard.Details["replica-set"]));
    }

    [Theory]
    [InlineData("memcached", "VERSION 1.6.18\r\n", "1.6.18", Authentication.None)]
    [InlineData("memcached", "CLIENT_ERROR unauthenticated\r\n", null, Authentication.Required)]
    [InlineData("zookeeper", "Zookeeper version: 3.8.4-9316c2a, built on 2024\nLatency min/avg/max: 0/0.0/0\n", "3.8.4", Authentication.None)]
    [InlineData("zookeeper", "srvr is not executed because it is not in the whitelist.\n", null, Authentication.Unknown)]
    [InlineData("gdbserver", "+$PacketSize=4000;QPassSignals+#aa", null, Authentication.None)]
    public void A_text_tells_the_version(string dialogue, string said, string? version, Authentication authentication)
    {
        var heard = Dialogues.Play(dialogue, Ascii(said))!;
        Assert.Equal((dialogue, version, authentication), (heard.Protocol, heard.Version, heard.Authentication));
    }

    [Fact]
    public void Memcached_answers_in_a_frame_over_udp()
    {
        var heard = Dialogues.All["memcached-udp"]();
        heard.Next([], false);
        Assert.Equal("1.6.18", heard.Next([0xbe, 0x27, 0, 0, 0, 1, 0, 0, .. "VERSION 1.6.18\r\n"u8], true).Heard?.Version);
    }

    [Fact]
    public void Amqp_names_product_and_mechanisms()
    {
        var heard = Dialogues.Play("amqp", AmqpStart("RabbitMQ", "3.12.1", "PLAIN AMQPLAIN"))!;
        Assert.Equal(("RabbitMQ", "3.12.1", Authentication.Required), (heard.Product, heard.Version, heard.Authentication));
        Assert.Equal(Authentication.None, Dialogues.Play("amqp", AmqpStart("RabbitMQ", "3.12.1", "ANONYMOUS PLAIN"))!.Authentication);
        Assert.Equal("amqp", Dialogues.Play("amqp", [.. "AMQP"u8, 0, 1, 0, 0])!.Protocol);
    }

    [Fact]
    public void Kafka_is_open_when_it_tells_its_metadata()
    {
        byte[] versions = KafkaAnswer(1, [0, 0, 0, 0, 0, 1, 0, 18, 0, 0, 0, 3]);
        Assert.Equal(Authentication.None, Dialogues.Play("kafka", versions, KafkaAnswer(2, new byte[20]))!.Authentication);
        Assert.Equal(Authentication.Required, Dialogues.Play("kafka", versions, [])!.Authentication);
        Assert.Null(Dialogues.Play("kafka", KafkaAnswer(1, [0, 0, 0, 0, 3, 232])));
    }

    [Fact]
    public void Dns_tells_its_version()
    {
        var text = "dnsmasq-2.89"u8;
        byte[] message = [0xbe, 0x27, 0x85, 0, 0, 1, 0, 1, 0, 0, 0, 0, 7, .. "version"u8, 4, .. "bind"u8, 0, 0, 16, 0, 3, 0xc0, 12, 0, 16, 0, 3, 0, 0, 0, 0, 0, (byte)(text.Length + 1), (byte)text.Length, .. text];
        var heard = Dialogues.Play("dns", [0, (byte)message.Length, .. message])!;
        Assert.Equal(("dnsmasq", "2.89"), (heard.Product, heard.Version));
        byte[] refused = [0xbe, 0x27, 0x85, 5, 0, 1, 0, 0, 0, 0, 0, 0, 7, .. "version"u8, 4, .. "bind"u8, 0, 0, 16, 0, 3];
        Assert.Equal("dns", Dialogues.Play("dns", [0, (byte)refused.Length, .. refused])!.Protocol);
        byte[] question = [0xbe, 0x27, 0, 0, .. refused.AsSpan(4)];
        Assert.Null(Dialogues.Play("dns", [0, (byte)question.Length, .. question]));
    }

    [Fact]
    public void A_java_debugger_answers_the_version_and_an_echo_does_not()
    {
        byte[] body = [0, 0, 0, 1, (byte)'x', 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 6, .. "17.0.9"u8, 0, 0, 0, 7, .. "OpenJDK"u8];
        byte[] reply = [0, 0, 0, (byte)(11 + body.Length), 0, 0, 0, 1, 0x80, 0, 0, .. body];
        byte[] startEvent = [0, 0, 0, 12, 0, 0, 0, 9, 0, 64, 100, 1];
        var heard = Dialogues.Play("jdwp", [.. "JDWP-Handshake"u8], [.. startEvent, .. reply])!;
        Assert.Equal(("OpenJDK", "17.0.9", Authentication.None), (heard.Product, heard.Version, heard.Authentication));
        Assert.Null(Dialogues.Play("jdwp", [.. "JDWP-Handshake"u8], [0, 0, 0, 11, 0, 0, 0, 1, 0, 1, 1]));
    }

    [Theory]
    [InlineData(new byte[] { 5, 0 }, Authentication.None)]
    [InlineData(new byte[] { 5, 0xff }, Authentication.Required)]
    public void Socks_says_whether_it_wants_a_login(byte[] answer, Authentication authentication) =>
        Assert.Equal(authentication, Dialogues.Play("socks5", answer)!.Authentication);

    [Fact]
    public void An_X_server_says_whether_it_wants_a_cookie()
    {
        Assert.Equal(Authentication.None, Dialogues.Play("x11", [1, 0, 11, 0, 0, 0, 2, 0])!.Authentication);
        Assert.Equal(Authentication.Required, Dialogues.Play("x11", [0, 22, 11, 0, 0, 0, 6, 0, .. "No protocol specified\n"u8])!.Authentication);
        Assert.Equal(Authentication.Required, Dialogues.Play("x11", [2, 0, 0, 0, 0, 0, 0, 0])!.Authentication);
    }

    static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    internal static byte[] PgMessage(char type, ReadOnlySpan<byte> body)
    {
        byte[] message = [(byte)type, 0, 0, 0, 0, .. body];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        return message;
    }

    static byte[] PgAuth(byte method) => PgMessage('R', [0, 0, 0, method]);
    static byte[] PgParameter(string name, string value) => PgMessage('S', Ascii($"{name}\0{value}\0"));

    static byte[] BsonOf(params (string Name, object Value)[] members)
    {
        var body = new List<byte>();
        foreach (var (name, value) in members)
        {
            body.Add(value switch { double => 1, string => 2, _ => 16 });
            body.AddRange(Ascii(name + "\0"));
            if (value is string text) body.AddRange([.. BitConverter.GetBytes(text.Length + 1), .. Ascii(text), 0]);
            else body.AddRange(value is double real ? BitConverter.GetBytes(real) : BitConverter.GetBytes((int)value));
        }
        return [.. BitConverter.GetBytes(body.Count + 5), .. body, 0];
    }

    static byte[] MongoAnswer(int to, byte[] document) =>
        [.. BitConverter.GetBytes(21 + document.Length), 0, 0, 0, 9, .. BitConverter.GetBytes(to), .. BitConverter.GetBytes(2013), 0, 0, 0, 0, 0, .. document];

    static byte[] KafkaAnswer(byte correlation, byte[] body) => [0, 0, 0, (byte)(4 + body.Length), 0, 0, 0, correlation, .. body];

    internal static byte[] AmqpStart(string product, string version, string mechanisms)
    {
        byte[] inner = AmqpTable(("basic.nack", true));
        byte[] table = [12, .. "capabilities"u8, (byte)'F', .. Long(inner), .. AmqpTable(("product", product), ("version", version))];
        byte[] body = [0, 10, 0, 10, 0, 9, .. Long(table), .. Long(Ascii(mechanisms)), .. Long("en_US"u8.ToArray())];
        return [1, 0, 0, 0, 0, (byte)(body.Length >> 8), (byte)body.Length, .. body, 0xce];
    }

    static byte[] AmqpTable(params (string Name, object Value)[] members)
    {
        var table = new List<byte>();
        foreach (var (name, value) in members)
        {
            table.Add((byte)name.Length);
            table.AddRange(Ascii(name));
            table.AddRange(value is string text ? [(byte)'S', .. Long(Ascii(text))] : [(byte)'t', 1]);
        }
        return [.. table];
    }

    static byte[] Long(byte[] bytes) => [0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
}
