using System.Text;
using Berth.Probes.Asking;
using Berth.Probes.Asking.Browser;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;
using Berth.Protocols.Dialogues.Http.Products;
using Berth.Protocols.Dialogues.Known;
using FsCheck;
using FsCheck.Fluent;

namespace Berth.Probes.Tests.Asking;

/// <summary>Whatever a peer says, no parser throws, and no dialogue goes on for ever.</summary>
public class HostileBytesTests
{
    // What a true peer says, to be bent: random bytes alone hardly get beyond the first check.
    static readonly byte[][] seeds =
    [
        "SSH-2.0-OpenSSH_9.2p1\r\n"u8.ToArray(), "220 box ESMTP Postfix\r\n"u8.ToArray(), "RFB 003.008\n"u8.ToArray(), [2, 1, 2],
        "INFO {\"version\":\"2.10\",\"auth_required\":true}\r\n"u8.ToArray(), "+PONG\r\n"u8.ToArray(),
        "*2\r\n$14\r\nprotected-mode\r\n$2\r\nno\r\n$8\r\nredis_ve\r\n"u8.ToArray(), "*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n*9\r\n"u8.ToArray(), "N"u8.ToArray(), "S"u8.ToArray(),
        QuestionTests.PgMessage('R', [0, 0, 0, 0]), QuestionTests.PgMessage('E', "C28000\0Mno\0\0"u8), QuestionTests.AmqpStart("RabbitMQ", "3.12", "PLAIN"),
        GreetingTests.MySqlGreeting("8.0.36", "caching_sha2_password"), [21, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 221, 7, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0],
        [0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 18, 0, 0, 0, 3], "JDWP-Handshake"u8.ToArray(), [0, 0, 0, 15, 0, 0, 0, 1, 0x80, 0, 0, 0, 0, 0, 0], [5, 0],
        [0, 31, 0xbe, 0x27, 0x85, 0, 0, 1, 0, 1, 0, 0, 0, 0, 7, .. "version"u8, 4, .. "bind"u8, 0, 0, 16, 0, 3, 0xc0, 12, 0, 16, 0, 3, 0, 0, 0, 0, 0, 3, 2, 65, 66],
        [1, 0, 11, 0, 0, 0, 2, 0], "VERSION 1.6\r\n"u8.ToArray(), "Zookeeper version: 3.8-x, y\n"u8.ToArray(), "+$PacketSize=1#00"u8.ToArray(),
        "Content-Length: 3\r\n\r\n{\"type\":\"event\"}"u8.ToArray(), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nServer: a/1 b\r\n\r\n5\r\nhello\r\n0\r\n\r\n"u8.ToArray(),
        "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"u8.ToArray(), [0x81, 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: endpoint\ndata: //x:y/z\n\n"u8.ToArray(),
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"jsonrpc\":\"2.0\",\"result\":{\"serverInfo\":[]}}\n"u8.ToArray(),
        "HTTP/1.1 200 OK\r\n\r\n{\"cluster_name\":\"x\",\"version\":7,\"Config\":[],\"Datacenter\":1,\"object\":\"list\",\"data\":[1]}"u8.ToArray(),
        "HTTP/1.1 200 OK\r\n\r\n{\"version\":\"\\ud800\",\"Browser\":\"\\udfff\",\"Protocol-Version\":1,\"\\ud800\":1}"u8.ToArray(), "<title>\0</title>"u8.ToArray(),
    ];

    static readonly Gen<byte[]> bytes = Gen.OneOf(
        ArbMap.Default.GeneratorFor<byte[]>(),
        Gen.Elements(seeds),
        from seed in Gen.Elements(seeds) from at in Gen.Choose(0, 1000) from value in Gen.Choose(0, 255) select Bent(seed, at, (byte)value),
        from seed in Gen.Elements(seeds) from length in Gen.Choose(0, 1000) select seed[..(length % (seed.Length + 1))],
        from seed in Gen.Elements(seeds) from more in ArbMap.Default.GeneratorFor<byte[]>() select (byte[])[.. seed, .. more]);

    static readonly Gen<byte[][]> conversations = bytes.ArrayOf(4);

    [Fact]
    public void No_dialogue_throws_or_talks_for_ever() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(conversations.ToArbitrary(), answers =>
    {
        foreach (var (name, start) in Dialogues.All) Converse(name, start(), answers);
        foreach (var start in ProbeList.Greeters) Converse("greeter", start(25), answers);
        Converse("http", new HttpDialogue(new HttpAsk("/") { Host = "localhost", UserAgent = "test" }), answers);
        Converse("websocket", new WebSocketDialogue(new HttpAsk("/") { Host = "localhost", UserAgent = "test" }), answers);
    }));

    [Fact]
    public void No_reader_throws() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(bytes.ToArbitrary(), one =>
    {
        OtherWords.Suggest(one);
        CertificateReader.Read(one);
        Bson.Members(one);
        Json.Members(one);
        Said.Line(one);
        Said.Text(one);
        byte[] page = [.. "HTTP/1.1 200 OK\r\nServer: TornadoServer/6\r\nContent-Type: application/json\r\n\r\n"u8, .. one];
        foreach (var reply in new[] { HttpReply.Read(one), HttpReply.Read(page), HttpReply.Read([.. page, .. "<title>"u8, .. one]) })
        {
            if (reply is null) continue;
            HttpReading.Of(reply, "GET /");
            Pages.Read(reply, Encoding.UTF8.GetString(one));
            OtherWords.InHttp(reply);
            Mcp.Read(reply, "/mcp");
            ForeignHost.Judge("x", "/", reply, reply);
            McpStream.Data(reply, "endpoint");
            ForeignOrigin.Judge(reply);
            foreach (var product in WebProducts.All)
            {
                product.Suggests(reply);
                product.Read(reply);
            }
        }
    }));

    static void Converse(string name, Dialogue dialogue, byte[][] answers)
    {
        var step = dialogue.Next([], isOver: false);
        for (var said = 0; said < 20; said++)
        {
            var answer = answers[said % answers.Length];
            if (step.Kind is StepKind.Told or StepKind.NotThis && said > 0) return;
            step = dialogue.Next(answer, isOver: false);
            if (step.Kind == StepKind.Wait) step = dialogue.Next(answer, isOver: true);
            if (step.Kind == StepKind.Wait) return;
        }
        Assert.Fail($"{name} does not come to an end");
    }

    static byte[] Bent(byte[] seed, int at, byte value)
    {
        var bent = (byte[])seed.Clone();
        bent[at % bent.Length] = value;
        return bent;
    }
}
