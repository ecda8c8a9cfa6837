using Berth.Protocols.Http1;
using Berth.Protocols.Postgres;
using Berth.Protocols.Redis;
using Berth.Protocols.Traffic;

namespace Berth.Protocols.Tests.Traffic;

/// <summary>Whatever flows by: nothing throws, and nothing grows.</summary>
public class HostileTests
{
    const int Rounds = 15_000;

    [Fact]
    public void No_bent_conversation_throws_and_what_is_told_of_it_is_bounded()
    {
        var chance = new Random(20261129);
        var talks = Talks.All.Values.ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var bent = Mutation.Of(talks[round % talks.Length].All, chance);
            var lines = Talk.Read(bent);
            Assert.InRange(lines.Count, 0, 40);
            Assert.All(lines, static line => Assert.InRange(line.Asked.Length, 0, 500));
        }
    }

    public static TheoryData<string, string, string> Endless => new()
    {
        { "a head that does not end", "GET /", "a" },
        { "header fields without end", "GET / HTTP/1.1\r\n", "A: b\r\n" },
        { "empty lines", "GET / HTTP/1.1\r\n\r\n", "\r\n" },
        { "requests that nobody answers", "", "GET / HTTP/1.1\r\n\r\n" },
        { "chunks of one byte", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n" },
        { "trailers without end", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "A: b\r\n" },
        { "behind an upgrade", "GET / HTTP/1.1\r\nConnection: upgrade\r\n\r\n", "x" },
        { "commands that nobody answers", "", "*1\r\n$4\r\nPING\r\n" },
        { "inline commands", "*1\r\n$4\r\nPING\r\n", "PING\r\n" },
        { "an inline command that does not end", "*1\r\n$4\r\nPING\r\n", "PING " },
        { "an array of texts without end", "*2147483647\r\n", "$3\r\nabc\r\n" },
        { "statements that nobody answers", Latin1(Talk.PgStart(3 << 16, "user\0a\0\0")), Latin1(Talk.Pg('Q', "select 1\0")) },
        { "prepared statements", Latin1(Talk.PgStart(3 << 16, "user\0a\0\0")), Latin1(Talk.Pg('P', "\0select 1\0\0\0")) },
        { "a message of a gigabyte", Latin1(Talk.PgStart(3 << 16, "user\0a\0\0")) + "Q\x3f\xff\xff\xff", "a" },
        { "before encryption is answered", Latin1(Talk.PgStart(80877103)), "x" },
        { "bytes of nobody", "\x01", "\x01" },
    };

    [Theory, MemberData(nameof(Endless))]
    public void Memory_is_bounded_whatever_does_not_end(string what, string beginning, string more)
    {
        const int total = 20 * 1024 * 1024;
        const long most = 8 * 1024 * 1024;
        var told = 0;
        var reader = new TrafficReader(_ => told++);
        var piece = Bytes(string.Concat(Enumerable.Repeat(more, Math.Max(1, 64 * 1024 / more.Length))));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        reader.Feed(Flow.FromClient, Bytes(beginning), TimeSpan.Zero);
        for (var fed = 0; fed < total; fed += piece.Length) reader.Feed(Flow.FromClient, piece, TimeSpan.Zero);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        reader.Close(TimeSpan.Zero);
        Assert.True(grown < most, $"{what}: {grown} bytes are kept");
        Assert.InRange(told, 0, 10_001);
    }

    [Fact]
    public void A_reply_that_is_nested_deeply_is_not_followed_all_the_way()
    {
        var reader = new RedisReader(fromClient: false);
        ReadOnlySpan<byte> bytes = Bytes(string.Concat(Enumerable.Repeat("*1\r\n", 100_000)));
        Assert.Equal("it is nested too deeply", reader.Next(ref bytes).Why);
    }

    [Theory]
    [InlineData("SELECT 'it''s', E'a\\'b', $$x$$, $t$ y $t$, B'1', U&'z', 1.5e-3, .5 -- pass\n FROM \"Q 1\".t1 /* a /* b */ c */ LIMIT 10", "SELECT ?, ?, ?, ?, ?, ?, ?, ? FROM \"Q 1\".t1 LIMIT ?")]
    [InlineData("select 'a\\' or secret'", "select ? …")]
    [InlineData("select 'secret", "select ? …")]
    [InlineData("select $tag$secret$tags$", "select ? …")]
    [InlineData("select $1, a$b from t where x=$2", "select $1, a$b from t where x=$2")]
    [InlineData("select\u001b[31m\n\t 1", "select [? ?")]
    [InlineData("select 1 -- it\r, 'a\n secret'", "select ? , ?")]
    public void Literals_of_sql_are_left_out_and_what_is_not_sure_too(string sql, string shown) => Assert.Equal(shown, SqlText.WithoutValues(sql));

    [Theory]
    [InlineData("/a?x=1", "/a?…")]
    [InlineData("http://me:secret@host/a#x", "http://host/a#…")]
    [InlineData("http://me:secret@host", "http://host")]
    [InlineData("*", "*")]
    public void Queries_and_credentials_of_a_target_are_left_out(string target, string shown) => Assert.Equal(shown, HttpTarget.WithoutValues(target));

    [Theory]
    [InlineData(new[] { "GET", "session:abcd" }, "GET session:?")]
    [InlineData(new[] { "get", "9f8a7b" }, "GET ?")]
    [InlineData(new[] { "AUTH", "secret" }, "AUTH ?")]
    [InlineData(new[] { "CONFIG", "SET", "requirepass", "secret" }, "CONFIG SET ? ?")]
    [InlineData(new[] { "pass word", "x" }, "? ?")]
    [InlineData(new[] { "JSON.SET", "a", "$", "{}" }, "JSON.SET ? ? ?")]
    public void Arguments_of_a_command_are_left_out(string[] texts, string shown) => Assert.Equal(shown, RedisCommand.WithoutValues(texts, texts.Length));

    static byte[] Bytes(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    static string Latin1(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);

    [Theory]
    [InlineData("relation \"users\" does not exist", "relation \"?\" does not exist")]
    [InlineData("ung\u00fcltige Eingabe: \u00bbhunter2\u00ab", "ung\u00fcltige Eingabe: \u00bb?\u00ab")]
    [InlineData("syntaxe en entr\u00e9e invalide : \u00ab hunter2 \u00bb", "syntaxe en entr\u00e9e invalide : \u00ab?\u00bb")]
    [InlineData("\u201ehunter2\u201c is wrong", "\u201e?\u201c is wrong")]
    [InlineData("l\u2019erreur n\u2019est pas l\u00e0", "l\u2019erreur n\u2019est pas l\u00e0")]
    public void What_an_error_quotes_is_left_out_in_every_language(string said, string shown) => Assert.Equal(shown, QuotedText.WithoutValues(said));
}
