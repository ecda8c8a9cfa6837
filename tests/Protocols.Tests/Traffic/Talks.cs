using static Berth.Protocols.Tests.Traffic.Talk;

namespace Berth.Protocols.Tests.Traffic;

/// <summary>Conversations as they are, one or more of each kind; tests also cut and bend them.</summary>
static class Talks
{
    const string Ready = "I";
    const int Protocol3 = 3 << 16, TlsRequest = 80877103;

    public static Talk Http => new Talk()
        .Client("GET /orders?token=secret HTTP/1.1\r\nHost: x\r\n\r\n").Server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        .Client("POST /orders HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n").Server("HTTP/1.1 100 Continue\r\n\r\n")
        .Client("abc").Server("HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n");

    public static Talk PipelinedHttp => new Talk()
        .Client("GET /a HTTP/1.1\r\n\r\nHEAD /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\n\r\nGET /d HTTP/1.1\r\n\r\n")
        .Server("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut");

    public static Talk RefusedUpgrade => new Talk()
        .Client("GET /ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nGET /next HTTP/1.1\r\n\r\n")
        .Server("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno").Server("HTTP/1.1 204 Fine\r\n\r\n");

    public static Talk WebSocket => new Talk()
        .Client("GET /ws?key=1 HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n\r\n")
        .Server("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
        .Client(Frame(0x81, "hello", masked: true), Frame(0x02, new string('x', 200), masked: true), Frame(0x80, "end", masked: true))
        .Server(Frame(0x89, "", masked: false), Frame(0x82, new string('y', 130), masked: false))
        .Client(Frame(0x8a, "", masked: true), Frame(0x88, "\x03\xe8" + "bye", masked: true)).Server(Frame(0x88, "\x03\xe8", masked: false));

    public static Talk Postgres => new Talk()
        .Client(PgStart(TlsRequest)).Server("N")
        .Client(PgStart(Protocol3, "user\0app\0database\0shop\0\0")).Server(Pg('R', "\0\0\0\x05salt")).Client(Pg('p', "md5secret\0"))
        .Server(Pg('R', "\0\0\0\0"), Pg('S', "server_version\015\0"), Pg('K', "12345678"), Pg('Z', Ready))
        .Client(Pg('Q', "select * from users where name = 'eve' and id = 42\0"))
        .Server(Pg('T', "\0\0"), Pg('D', "\0\0"), Pg('D', "\0\0"), Pg('C', "SELECT 2\0"), Pg('Z', Ready))
        .Client(Pg('Q', "selct\0")).Server(Pg('E', "SERROR\0C42601\0Msyntax error at or near \"selct\"\0\0"), Pg('Z', Ready))
        .Client(Pg('X', ""));

    public static Talk ExtendedPostgres => new Talk()
        .Client(PgStart(Protocol3, "user\0app\0\0")).Server(Pg('R', "\0\0\0\0"), Pg('Z', Ready))
        .Client(Pg('P', "s1\0insert into t values ($1, 'x')\0\0\0"), Pg('B', "\0s1\0\0\0\0\x01\0\0\0\x06secret\0\0"), Pg('D', "P\0"), Pg('E', "\0\0\0\0\0"),
            Pg('P', "\0select 1 from nowhere\0\0\0"), Pg('B', "\0\0\0\0\0\0\0\0"), Pg('E', "\0\0\0\0\0"),
            Pg('B', "\0s1\0\0\0\0\0\0\0"), Pg('E', "\0\0\0\0\0"), Pg('S', ""))
        .Server(Pg('1', ""), Pg('2', ""), Pg('n', ""), Pg('C', "INSERT 0 1\0"), Pg('E', "SERROR\0C42P01\0Mrelation \"nowhere\" does not exist\0\0"), Pg('Z', Ready))
        .Client(Pg('B', "\0s1\0\0\0\0\0\0\0"), Pg('E', "\0\0\0\0\0"), Pg('S', "")).Server(Pg('2', ""), Pg('C', "INSERT 0 7\0"), Pg('Z', Ready));

    public static Talk CopyingPostgres => new Talk()
        .Client(PgStart(Protocol3, "user\0app\0\0")).Server(Pg('R', "\0\0\0\0"), Pg('Z', Ready))
        .Client(Pg('Q', "copy t from stdin\0")).Server(Pg('G', "\0\0\0")).Client(Pg('d', "1\n"), Pg('d', "2\n"), Pg('c', "")).Server(Pg('C', "COPY 2\0"), Pg('Z', Ready))
        .Client(Pg('P', "\0copy t from stdin\0\0\0"), Pg('B', "\0\0\0\0\0\0\0\0"), Pg('E', "\0\0\0\0\0"), Pg('S', "")).Server(Pg('1', ""), Pg('2', ""), Pg('G', "\0\0\0"))
        .Client(Pg('d', "1\n"), Pg('c', ""), Pg('S', "")).Server(Pg('C', "COPY 1\0"), Pg('Z', Ready))
        .Client(Pg('Q', "select now(); select 2\0")).Server(Pg('C', "SELECT 1\0"), Pg('C', "SELECT 1\0"), Pg('Z', Ready));

    public static Talk EncryptedPostgres => new Talk().Client(PgStart(TlsRequest)).Server("S").Client("\x16\x03\x01 secret").Server("\x16\x03\x03 more");

    public static Talk RedisTalk => new Talk()
        .Client(Command("HELLO", "3", "AUTH", "default", "secret")).Server("%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n")
        .Client(Command("SET", "cart:eve", "secret") + Command("GET", "cart:eve") + Command("LRANGE", "queue", "0", "-1") + Command("GET", "list"))
        .Server("+OK\r\n$6\r\nsecret\r\n*3\r\n$1\r\na\r\n:5\r\n*1\r\n_\r\n-WRONGTYPE Operation against a key 'list' holding the wrong kind of value\r\n")
        .Client("PING\r\n").Server(">2\r\n$10\r\ninvalidate\r\n*1\r\n$3\r\nkey\r\n|1\r\n+ttl\r\n:1\r\n+PONG\r\n")
        .Client(Command("SUBSCRIBE", "news", "other")).Server("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n*3\r\n$9\r\nsubscribe\r\n$5\r\nother\r\n:2\r\n")
        .Server("*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$6\r\nsecret\r\n").Client(Command("GET", "x"));

    public static Talk Tls => new Talk().Client("\x16\x03\x01\x02\x00\x01 hello").Server("\x16\x03\x03 hello");

    public static Talk Ssh => new Talk().Server("SSH-2.0-OpenSSH\r\n").Client("SSH-2.0-x\r\n");

    public static Talk Unknown => new Talk().Client("\x01\x02\x03 hello\n").Server("what?");

    public static Talk Http2 => new Talk().Client("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").Server("\0\0\0\x04\0\0\0\0\0");

    public static IReadOnlyDictionary<string, Talk> All { get; } = new Dictionary<string, Talk>
    {
        ["http"] = Http, ["pipelined http"] = PipelinedHttp, ["refused upgrade"] = RefusedUpgrade, ["websocket"] = WebSocket, ["postgres"] = Postgres,
        ["extended postgres"] = ExtendedPostgres, ["copying postgres"] = CopyingPostgres, ["encrypted postgres"] = EncryptedPostgres, ["redis"] = RedisTalk,
        ["tls"] = Tls, ["ssh"] = Ssh, ["unknown"] = Unknown, ["http2"] = Http2,
    };
}
