using System.Text;
using System.Text.Json;
using Berth.Model;
using Berth.Probes.Protocols.Http;
using Berth.Probes.Protocols.Talking;
using Berth.Probes.Protocols.Wire;

namespace Berth.Probes.Protocols.Browser;

/// <summary>
/// Servers of the Model Context Protocol over HTTP: the only POST of ours, "initialize", which opens a session and calls
/// nothing. https://modelcontextprotocol.io/specification/2025-06-18/basic/transports
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
        return late is null ? null : new Heard("http", $"{late} was not answered") { Details = new Dictionary<string, string> { [ProtocolFacts.Unanswered] = late } };
    }

    /// <summary>The same words under a name that the server does not have; NotTried when it is no such server.</summary>
    public static async Task<BrowserAttack> RebindAsync(WebService web, ProtocolFacts facts, CancellationToken cancel)
    {
        if (facts.Details.GetValueOrDefault("api") != "mcp" || facts.Authentication == Authentication.Required) return BrowserAttack.NotTried;
        var path = facts.Details.GetValueOrDefault("path") ?? "/mcp";
        var host = $"rebind-probe.invalid:{web.Port}";
        if (await web.Patient.AskAsync(Post(web, path, host), cancel).ConfigureAwait(false) is not { } reply) return new BrowserAttack(AttackResult.Unclear, $"POST {path} initialize with Host: {host} was not answered");
        var result = Read(reply, path) is { Authentication: Authentication.None } ? AttackResult.Open
            : reply.Status is 400 or 403 or 421 ? AttackResult.Guarded
            : reply.Status == 401 ? AttackResult.NeedsLogin : AttackResult.Unclear;
        return new BrowserAttack(result, $"POST {path} initialize with Host: {host} was answered {reply.StatusLine}");
    }

    static HttpAsk Post(WebService web, string path, string host) => web.Get(path) with
    {
        Method = "POST",
        Host = host,
        Accept = "application/json, text/event-stream",
        Headers = [("Content-Type", "application/json")],
        Body = Initialize,
    };

    static bool IsRpc(HttpReply reply) => reply.BodyText.Contains("\"jsonrpc\"", StringComparison.Ordinal);

    static bool IsPlausible(HttpReply reply) => reply.Status is 405 or 406 or 401 || IsRpc(reply) || IsStream(reply);

    static bool IsStream(HttpReply reply) => reply.Header("Content-Type")?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>What the answer to initialize tells; null when it is something else.</summary>
    public static Heard? Read(HttpReply reply, string path)
    {
        if (reply.Status == 401 && reply.Header("WWW-Authenticate")?.Contains("resource_metadata", StringComparison.Ordinal) == true)
            return Of("MCP server", null, Authentication.Required, path, $"POST {path} initialize was answered {reply.StatusLine}");
        if (reply.Status != 200 || Message(reply) is not { ValueKind: JsonValueKind.Object } message || message.String("jsonrpc") != "2.0") return null;
        if (!message.TryGetProperty("result", out var result) || result.String("protocolVersion") is null) return null;
        var server = result.TryGetProperty("serverInfo", out var info) ? info : default;
        var name = server.String("name") is { Length: > 0 } said ? $"MCP server {Cut.To(said, 60)}" : "MCP server";
        return Of(name, server.String("version") is { } version ? Cut.To(version, 40) : null, Authentication.None, path, $"POST {path} initialize was answered without a login");
    }

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
        if (!IsStream(reply)) return Json.Parse(reply.Body);
        foreach (var line in reply.BodyText.Split('\n'))
            if (line.StartsWith("data:", StringComparison.Ordinal)) return Json.Parse(Encoding.UTF8.GetBytes(line["data:".Length..].Trim()));
        return null;
    }
}
