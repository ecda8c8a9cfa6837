using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>The DevTools protocol of Node, Deno and Chrome: whoever reaches it runs code. https://chromedevtools.github.io/devtools-protocol/</summary>
public static class DevTools
{
    public static WebProduct Product { get; } = new("/json/version", Read)
    {
        Ports = [9222, 9229, 9230, 9223],
        Words = ["--inspect", "--remote-debugging-port"],
        // Node's own words for what is no handshake (src/inspector_socket.cc).
        Suggests = static root => root.BodyText.Contains("WebSockets request was expected", StringComparison.Ordinal),
    };

    static Heard? Read(HttpReply reply)
    {
        if (reply.Status != 200 || Json.Members(reply.Body) is not { } members || !members.TryGetValue("Browser", out var browser) || !members.ContainsKey("Protocol-Version")) return null;
        var slash = browser.IndexOf('/');
        var (name, version) = slash > 0 ? (browser[..slash], Cut.To(browser[(slash + 1)..], 40)) : (browser, null);
        var isNode = name.Equals("node.js", StringComparison.OrdinalIgnoreCase);
        return new Heard(isNode ? "node-inspector" : "cdp", $"GET /json/version was answered Browser {Cut.To(browser, 60)}")
        {
            Product = isNode ? "Node inspector" : Cut.To(name, 40),
            Version = version?.TrimStart('v'),
            Authentication = Authentication.None,
        };
    }
}
