namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Every product that has a page of its own to ask for. A new one is one file in Products and one line here.</summary>
public static class WebProducts
{
    public static IReadOnlyList<WebProduct> All { get; } =
    [
        Docker.Product, DevTools.Product, Jupyter.Product, Ollama.Product, Etcd.Product, Consul.Product, NatsMonitor.Product, CaddyAdmin.Product,
        Traefik.Product, Kubelet.Product, OpenAi.Product,
    ];

    /// <summary>Those worth a request, what "/" suggests first.</summary>
    public static IReadOnlyList<WebProduct> For(HttpReply root, ushort port, IReadOnlyList<string> arguments)
    {
        var chosen = All.Where(product => product.Suggests(root)).ToList();
        foreach (var product in All)
            if (!chosen.Contains(product) && (product.Ports.Contains(port) || product.Words.Any(word => arguments.Any(one => one.Contains(word, StringComparison.Ordinal))))) chosen.Add(product);
        return chosen;
    }
}
