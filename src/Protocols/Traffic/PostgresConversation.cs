using Berth.Protocols.Postgres;

namespace Berth.Protocols.Traffic;

/// <summary>
/// PostgreSQL: a line for each statement that is run, simple or extended
/// (https://www.postgresql.org/docs/current/protocol-flow.html), and one for the connecting.
/// </summary>
sealed class PostgresConversation(Action<TrafficLine> tell) : Conversation(tell)
{
    const int MostHeld = 16 * 1024;

    readonly PostgresReader asks = new(fromClient: true) { Expects = PostgresUntyped.Startup }, answers = new(fromClient: false);
    readonly PostgresStatements statements = new();
    readonly PostgresAnswers steps = new(tell);

    // What the client says before it knows whether the connection is encrypted.
    readonly List<byte> held = [];
    bool awaitsEncryption;

    protected override string Protocol => PostgresAnswers.Protocol;

    protected override void Read(Flow from, ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (from == Flow.FromServer) ReadServer(bytes, at);
        else if (awaitsEncryption) Hold(bytes, at);
        else ReadClient(bytes, at);
    }

    public override void Close(TimeSpan at) => steps.Close();

    void Hold(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        if (held.Count + bytes.Length > MostHeld) Lose("too much was sent before a request for encryption was answered", at);
        else held.AddRange(bytes);
    }

    void ReadClient(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        while (true)
        {
            var found = asks.Next(ref bytes);
            if (found.Kind == PostgresEventKind.More) return;
            var problem = found.Kind == PostgresEventKind.Lost ? found.Why : found.Type == '\0' ? Startup(found, at) : Asked(found, at);
            if (problem is not null)
            {
                Lose(problem, at);
                return;
            }
            if (!awaitsEncryption) continue;
            Hold(bytes, at);
            return;
        }
    }

    // Codes: src/include/libpq/pqcomm.h.
    string? Startup(PostgresEvent packet, TimeSpan at)
    {
        var code = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(packet.Body);
        switch (code)
        {
            case 80877103 or 80877104:
                (awaitsEncryption, asks.Expects, answers.Expects) = (true, PostgresUntyped.Startup, PostgresUntyped.Encryption);
                return null;
            case 80877102:
                const string cancel = "cancel what another connection runs";
                Tell(new TrafficLine(Protocol, TrafficKind.Message, cancel, at) { From = Flow.FromClient, Sent = packet.Size });
                return null;
        }
        if (code >> 16 != 3) return "it is another version of the protocol";
        var pairs = packet.Body[4..];
        var (user, database) = (PostgresText.Parameter(pairs, "user"), PostgresText.Parameter(pairs, "database"));
        if (PostgresText.Parameter(pairs, "replication") is not (null or "" or "false" or "off" or "no" or "0"))
            return "it is a stream of replication";
        var shown = $"connect to {Word(database ?? user)} as {Word(user)}";
        return steps.Expect(new PostgresStep(PostgresStepKind.Connect, shown, at) { Sent = packet.Size });
    }

    // Names of people and databases; a control character or a long one is no name that helps.
    static string Word(string? name) => name is { Length: > 0 and <= 63 } && !name.Any(char.IsControl) ? name : "?";

    string? Asked(PostgresEvent message, TimeSpan at)
    {
        var body = message.Body;
        var size = message.Size;
        switch (message.Type)
        {
            case 'Q':
                return Expect(PostgresStepKind.Query, SqlText.WithoutValues(PostgresText.Take(ref body)));
            case 'F':
                return Expect(PostgresStepKind.Query, "(a function by its number)");
            case 'P':
                var name = PostgresText.Take(ref body);
                var shown = SqlText.WithoutValues(PostgresText.Take(ref body));
                statements.Prepare(name, shown);
                return Expect(PostgresStepKind.Parse, shown);
            case 'B':
                var portal = PostgresText.Take(ref body);
                var statement = PostgresText.Take(ref body);
                statements.Bind(portal, statement);
                return Expect(PostgresStepKind.Bind, statements.Bound(portal));
            case 'D' or 'C' when body.Length > 0:
                var isStatement = body[0] == 'S';
                body = body[1..];
                var meant = PostgresText.Take(ref body);
                if (message.Type == 'D')
                    return Expect(PostgresStepKind.Describe, isStatement ? statements.Prepared(meant) : statements.Bound(meant));
                statements.Close(isStatement, meant);
                return Expect(PostgresStepKind.Close, "");
            case 'E':
                return Expect(PostgresStepKind.Execute, statements.Bound(PostgresText.Take(ref body)));
            case 'S':
                return steps.Sync(new PostgresStep(PostgresStepKind.Sync, "", at));
            case 'd' or 'c' or 'f':
                steps.Copied(message.Type, message.Size);
                return null;
            default:
                return null; // a password, Flush, Terminate
        }

        string? Expect(PostgresStepKind kind, string text) => steps.Expect(new PostgresStep(kind, text, at) { Sent = size });
    }

    void ReadServer(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        while (true)
        {
            var found = answers.Next(ref bytes);
            if (found.Kind == PostgresEventKind.More) return;
            var problem = found.Kind == PostgresEventKind.Lost ? found.Why
                : found.Type == '\0' ? Encryption(found.Body[0], at)
                : steps.Answered(found, at);
            if (problem is null) continue;
            Lose(problem, at);
            return;
        }
    }

    string? Encryption(byte answer, TimeSpan at)
    {
        awaitsEncryption = false;
        if (answer is (byte)'S' or (byte)'G')
        {
            Note(answer == 'S' ? "TLS: what follows is encrypted" : "GSSAPI: what follows is encrypted", at);
            Leave();
            return null;
        }
        if (answer != 'N') return "a request for encryption was not answered in its form";
        var early = held.ToArray();
        held.Clear();
        ReadClient(early, at);
        return null;
    }
}
