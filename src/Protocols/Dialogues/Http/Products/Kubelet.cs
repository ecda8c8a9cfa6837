using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>A Kubernetes node's own API: open when anonymous requests are let in.</summary>
public static class Kubelet
{
    public static WebProduct Product { get; } = new("/pods", Read) { Ports = [10250, 10255], Words = ["kubelet"] };

    static Heard? Read(HttpReply reply)
    {
        if (reply.Status == 200 && reply.BodyText.Contains("\"PodList\"", StringComparison.Ordinal)) return Of(reply, Authentication.None);
        var isKubelet = reply.Status == 401 && reply.BodyText.StartsWith("Unauthorized", StringComparison.Ordinal) || reply.Status == 403 && reply.BodyText.Contains("nodes/proxy", StringComparison.Ordinal);
        return isKubelet ? Of(reply, Authentication.Required) : null;
    }

    static Heard Of(HttpReply reply, Authentication authentication) => new("kubelet", $"GET /pods was answered {reply.StatusLine}") { Product = "kubelet", Authentication = authentication };
}
