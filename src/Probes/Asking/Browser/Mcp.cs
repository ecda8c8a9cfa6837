using System.Text;
using System.Text.Json;
using Berth.Model.Protocols;
using Berth.Probes.Asking.Wire;
using Berth.Protocols.Dialogues;
using Berth.Protocols.Dialogues.Http;

namespace Berth.Probes.Asking.Browser;

/// <summary>
/// Servers of the Model Context Protocol over HTTP, by both of its transports: the only POST of ours, "initialize", which opens a
/// session and calls nothing. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports
/// </summary>
static class Mcp
{
    const string Initialize = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"berth","version":"1"}}}""";

    /// <summary>Whether asking is worth a request.</summary>
    /// <param name="isThorough">Also ask a server of which nothing is known but that it has no page.</param>
    public static bool IsLikely(HttpReply root, IReadOnlyList<string> arguments, ushort port, bool isThorough) =>
        port is 6274 or 6277 || arguments.Any(static one => one.Contains("mcp", StringComparison.OrdinalIgnoreCase)) || IsRpc(root) || isThorough && root.Status is 404 or 405 or 406;

    /// <summary>Null when it is no such server; one of which that is not known, since it did not answer in time, says so in its details.</summary>
    public static async Task<Heard?> AskAsync(WebService web, HttpReply root, CancellationToken cancel)
    {
        string? late = null;
        foreach (var path in (string[])["/mcp", "/"])
        {
            // A server of the protocol answers GET with a stream, 405, or an error in JSON-RPC; others say 404.
            var answer = path == "/" ? root : await web.AskAsync(web.Get(path), cancel).ConfigureAwait(false);
            if (answer is null || !IsPlausible(answer)) continue;
            var reply = await web.Patient.AskAsync(Post(web, path, web.Host), cancel).ConfigureAwait(false);
            if (reply is null) late ??= $"POST {path} initialize";
            else if (Read(reply, path) is { } heard) return heard;
        }
        if (await McpStream.TryAsync(web.Patient, web.Host, place => Post(web, place, web.Host), cancel).ConfigureAwait(false) is { } session)
        {
            if (Read(session) is { } heard) return heard;
            if (McpStream.IsStream(session.Opened) && session.Message is null) late ??= $"GET {McpStream.Path}, or initialize in its session,";
        }
        return late is null ? null : new Heard("http", $"{late} was not answered") { Details = new Dictionary<string, string> { [ProtocolFacts.Unanswered] = late } };
    }

    /// <summary>The same words under a name that the server does not have; NotTried when it is no such server.</summary>
    public static async Task<BrowserAttack> RebindAsync(WebService web, ProtocolFacts facts, CancellationToken cancel)
    {
        if (facts.Details.GetValueOrDefault("api") != "mcp" || facts.Authentication == Authentication.Required) return BrowserAttack.NotTried;
        var path = facts.Details.GetValueOrDefault("path") ?? "/mcp";
        var host = $"rebind-probe.invalid:{web.Port}";
        if (path == McpStream.Path) return await RebindStreamAsync(web.Patient, host, cancel).ConfigureAwait(false);
        if (await web.Patient.AskAsync(Post(web, path, host), cancel).ConfigureAwait(false) is not { } reply) return new BrowserAttack(AttackResult.Unclear, $"POST {path} initialize with Host: {host} was not answered");
        var result = Read(reply, path) is { Authentication: Authentication.None } ? AttackResult.Open : Refused(reply);
        return new BrowserAttack(result, $"POST {path} initialize with Host: {host} was answered {reply.StatusLine}");
    }

    // The stream may be open to every name, and the place to post to not.
    static async Task<BrowserAttack> RebindStreamAsync(WebService web, string host, CancellationToken cancel)
    {
        var asked = $"GET {McpStream.Path} and POST initialize with Host: {host}";
        if (await McpStream.TryAsync(web, host, place => Post(web, place, host), cancel).ConfigureAwait(false) is not { } session) return new BrowserAttack(AttackResult.Unclear, $"{asked} were not answered");
        var last = session.Posted ?? session.Opened;
        var result = Read(session) is { Authentication: Authentication.None } ? AttackResult.Open : Refused(last);
        return new BrowserAttack(result, $"{asked} were answered {last.StatusLine}");
    }

    static AttackResult Refused(HttpReply reply) => reply.Status switch
    {
        400 or 403 or 421 => AttackResult.Guarded,
        401 => AttackResult.NeedsLogin,
        _ => AttackResult.Unclear,
    };

    static HttpAsk Post(WebService web, string path, string host) => web.Get(path) with
    {
        Method = "POST",
        Host = host,
        Accept = "application/json, text/event-stream",
        Headers = [("Content-Type", "application/json")],
        Body = Initialize,
    };

    static bool IsRpc(HttpReply reply) => reply.BodyText.Contains("\"jsonrpc\"", StringComparison.Ordinal);

    static bool IsPlausible(HttpReply reply) => reply.Status is 405 or 406 or 401 || IsRpc(reply) || McpStream.IsStream(reply);

    /// <summary>What the answer to initialize tells; null when it is something else.</summary>
    public static Heard? Read(HttpReply reply, string path)
    {
        var asked = $"POST {path} initialize";
        if (WantsLogin(reply)) return Of("MCP server", null, Authentication.Required, path, $"{asked} was answered {reply.StatusLine}");
        return reply.Status == 200 && Message(reply) is { } message ? Read(message, path, asked) : null;
    }

    static Heard? Read(McpSession session)
    {
        const string asked = $"initialize in a session of GET {McpStream.Path}";
        if (WantsLogin(session.Opened) || session.Posted is { } posted && WantsLogin(posted))
            return Of("MCP server", null, Authentication.Required, McpStream.Path, $"{asked} was answered {(session.Posted ?? session.Opened).StatusLine}");
        return session.Message is { } message ? Read(message, McpStream.Path, asked) : null;
    }

    static Heard? Read(JsonElement message, string path, string asked)
    {
        if (message.ValueKind != JsonValueKind.Object || message.String("jsonrpc") != "2.0") return null;
        if (!message.TryGetProperty("result", out var result) || result.String("protocolVersion") is null) return null;
        var server = result.TryGetProperty("serverInfo", out var info) ? info : default;
        var name = server.String("name") is { Length: > 0 } said ? $"MCP server {Cut.To(said, 60)}" : "MCP server";
        return Of(name, server.String("version") is { } version ? Cut.To(version, 40) : null, Authentication.None, path, $"{asked} was answered without a login");
    }

    static bool WantsLogin(HttpReply reply) => reply.Status == 401 && reply.Header("WWW-Authenticate")?.Contains("resource_metadata", StringComparison.Ordinal) == true;

    static Heard Of(string product, string? version, Authentication authentication, string path, string evidence) => new("mcp", evidence)
    {
        Product = product,
        Version = version,
        Authentication = authentication,
        Details = new Dictionary<string, string> { ["path"] = path },
    };

    // Plain JSON, or the data of the first event of a stream.
    static JsonElement? Message(HttpReply reply)
    {
        if (!McpStream.IsStream(reply)) return Json.Parse(reply.Body);
        foreach (var line in reply.BodyText.Split('\n'))
            if (line.StartsWith("data:", StringComparison.Ordinal)) return Json.Parse(Encoding.UTF8.GetBytes(line["data:".Length..].Trim()));
        return null;
    }
}
