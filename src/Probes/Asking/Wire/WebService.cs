using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Wire;

/// <summary>A service that speaks HTTP: one request per connection, nothing is followed.</summary>
/// <param name="dialler">Dials inside TLS where the service is there.</param>
/// <param name="host">The host that requests name; null: <see cref="Host"/> chooses.</param>
sealed class WebService(Dialler dialler, bool isTls, string userAgent, string? host = null)
{
    // A server that loads what it needs at the first request takes a second.
    static readonly TimeSpan sessionPatience = TimeSpan.FromSeconds(2);

    public bool IsTls => isTls;
    public ushort Port => (ushort)dialler.Place.Port;

    /// <summary>How the service is addressed by who means it well: by name on loopback, else by its address.</summary>
    public string Host => host ?? (System.Net.IPAddress.IsLoopback(dialler.Place.Address) ? $"localhost:{Port}" : dialler.Place.ToString());

    /// <summary>A GET as anybody would send it.</summary>
    public HttpAsk Get(string path) => new(path) { Host = Host, UserAgent = userAgent };

    /// <summary>The same service, asked what may take it longer than a page: to make a session, for one.</summary>
    public WebService Patient => new(dialler.Patient(sessionPatience), isTls, userAgent, host);

    /// <summary>Null when no HTTP came back.</summary>
    public async Task<HttpReply?> AskAsync(HttpAsk ask, CancellationToken cancel)
    {
        var dialogue = new HttpDialogue(ask);
        await HoldAsync(dialogue, cancel).ConfigureAwait(false);
        return dialogue.Reply;
    }

    /// <summary>Holds a conversation on a connection of its own, and says how the connection ended; null when there was none.</summary>
    public async Task<LineEnd?> HoldAsync(Dialogue dialogue, CancellationToken cancel) => await DialAsync(cancel).ConfigureAwait(false) is { } line
        ? (await Conversation.RunAsync(dialogue, line, dialler, cancel).ConfigureAwait(false)).End
        : null;

    /// <summary>A connection to say something on; null when none comes about.</summary>
    public Task<Line?> DialAsync(CancellationToken cancel) => dialler.DialAsync(cancel);
}
