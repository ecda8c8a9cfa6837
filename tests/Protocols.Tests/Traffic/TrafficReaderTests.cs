namespace Berth.Protocols.Tests.Traffic;

public class TrafficReaderTests
{
    [Fact]
    public void Http_is_a_line_for_each_request() => Assert.Equal(
        ["http: GET /orders?… -> 200 OK 10 ms", "http: POST /orders -> 500 Oh !status 500 30 ms"], Talks.Http.Lines());

    [Fact]
    public void Pipelined_replies_belong_to_their_requests() => Assert.Equal(
        [
            "http: GET /a -> 200 OK 10 ms", "http: HEAD /b -> 200 OK 10 ms", "http: GET /c -> 404 No 10 ms",
            "http: the rest is not read: the connection ended in the middle of a message", "http: GET /d -> 200 OK !not read to its end",
        ], Talks.PipelinedHttp.Lines());

    [Fact]
    public void A_refused_upgrade_stays_http() => Assert.Equal(["http: GET /ws -> 403 No 10 ms", "http: GET /next -> 204 Fine 10 ms"], Talks.RefusedUpgrade.Lines());

    [Fact]
    public void A_websocket_is_a_line_for_each_message() => Assert.Equal(
        [
            "http: GET /ws?… -> 101 Switching Protocols 10 ms", "websocket: > text 5 B", "websocket: > binary 203 B", "websocket: < ping", "websocket: < binary 130 B",
            "websocket: > pong", "websocket: > close 1000", "websocket: < close 1000",
        ], Talks.WebSocket.Lines());

    [Fact]
    public void A_statement_shows_its_rows_or_what_is_wrong_with_it() => Assert.Equal(
        [
            "postgresql: connect to shop as app -> ready 30 ms", "postgresql: select * from users where name = ? and id = ? -> SELECT 2 (2 rows) 10 ms",
            "postgresql: selct !42601 syntax error at or near \"?\" 10 ms",
        ], Talks.Postgres.Lines());

    [Fact]
    public void Prepared_statements_are_known_by_their_names_and_those_behind_a_failed_one_are_not_run() => Assert.Equal(
        [
            "postgresql: connect to app as app -> ready 10 ms", "postgresql: insert into t values ($1, ?) -> INSERT 0 1 (1 rows) 10 ms",
            "postgresql: select ? from nowhere !42P01 relation \"?\" does not exist 10 ms", "postgresql: insert into t values ($1, ?) !it was not run: what was sent before it failed",
            "postgresql: insert into t values ($1, ?) -> INSERT 0 7 (7 rows) 10 ms",
        ], Talks.ExtendedPostgres.Lines());

    [Fact]
    public void Rows_that_the_client_sends_belong_to_their_statement() => Assert.Equal(
        [
            "postgresql: connect to app as app -> ready 10 ms", "postgresql: copy t from stdin -> COPY 2 (2 rows) 30 ms", "postgresql: copy t from stdin -> COPY 1 (1 rows) 30 ms",
            "postgresql: select now(); select ? -> SELECT 1 (2 rows) 10 ms",
        ], Talks.CopyingPostgres.Lines());

    [Fact]
    public void What_is_encrypted_is_said_and_not_read()
    {
        Assert.Equal(["postgresql: TLS: what follows is encrypted"], Talks.EncryptedPostgres.Lines());
        Assert.Equal(["tls: TLS: it is encrypted, and not read"], Talks.Tls.Lines());
        Assert.Equal(["ssh: SSH: it is encrypted, and not read"], Talks.Ssh.Lines());
        Assert.Equal(["http2: HTTP/2: it is not read"], Talks.Http2.Lines());
        Assert.Equal(["unknown: a protocol that is not known here"], Talks.Unknown.Lines());
    }

    [Fact]
    public void Redis_is_a_line_for_each_command_and_each_message() => Assert.Equal(
        [
            "redis: HELLO ? (of 4) -> 1 elements (1 rows) 10 ms", "redis: SET cart:? ? -> OK 10 ms", "redis: GET cart:? -> text 10 ms",
            "redis: LRANGE queue ? ? -> 3 elements (3 rows) 10 ms", "redis: GET list -> error !WRONGTYPE Operation against a key '?' holding the wrong kind of value 10 ms",
            "redis: < push", "redis: PING -> PONG 10 ms", "redis: SUBSCRIBE ? ? -> 3 elements (3 rows) 10 ms", "redis: < message", "redis: GET x !the connection ended before the answer",
        ], Talks.RedisTalk.Lines());

    [Fact]
    public void No_value_is_in_any_line()
    {
        foreach (var (name, talk) in Talks.All)
            foreach (var line in talk.Lines())
                foreach (var value in (ReadOnlySpan<string>)["secret", "eve", "42 ", "token"])
                    Assert.False(line.Contains(value, StringComparison.Ordinal), $"{name}: {line}");
    }
}
