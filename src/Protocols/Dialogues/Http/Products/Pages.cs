namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>Products that tell their name in the page at "/".</summary>
public static class Pages
{
    public static Heard? Read(HttpReply root, string? title)
    {
        if (Elasticsearch.Read(root) is { } search) return search;
        if (ByTitle(title) is { } page) return new Heard("http", $"GET / is titled \"{page.Title}\"") { Product = page.Product };
        // Its development server puts this script into every page (vite/src/node/constants.ts, CLIENT_PUBLIC_PATH).
        return root.BodyText.Contains("\"/@vite/client\"", StringComparison.Ordinal) ? new Heard("http", "GET / loads /@vite/client") { Product = "Vite" } : null;
    }

    static (string Product, string Title)? ByTitle(string? title)
    {
        if (title is null) return null;
        foreach (var (part, product) in titles)
            if (title.Contains(part, StringComparison.OrdinalIgnoreCase)) return (product, title);
        return null;
    }

    // What stands in the title, and the product's name.
    static readonly (string Part, string Product)[] titles =
    [
        ("Adminer", "Adminer"), ("Mongo Express", "mongo-express"), ("pgAdmin", "pgAdmin"), ("phpMyAdmin", "phpMyAdmin"), ("Portainer", "Portainer"),
        ("Traefik", "Traefik"), ("RabbitMQ Management", "RabbitMQ management"), ("Grafana", "Grafana"), ("Prometheus Time Series", "Prometheus"),
        ("Kibana", "Kibana"), ("Consul by HashiCorp", "Consul"), ("Vault", "Vault"), ("MinIO", "MinIO"), ("Ray Dashboard", "Ray"), ("ComfyUI", "ComfyUI"),
        ("MLflow", "MLflow"), ("Redis Commander", "Redis Commander"), ("MailHog", "MailHog"), ("Mailpit", "Mailpit"), ("MCP Inspector", "MCP Inspector"),
        ("Nginx Proxy Manager", "Nginx Proxy Manager"), ("JupyterLab", "Jupyter"), ("Jupyter Server", "Jupyter"), ("Flower", "Flower"), ("Syncthing", "Syncthing"),
    ];
}
