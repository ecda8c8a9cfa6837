using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>
/// The runtime configuration of a running task below /run/containerd: nerdctl and Kubernetes (containerd, CRI-O) leave the
/// names in its annotations.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class ContainerdFiles(string root) : IContainerSource
{
    public bool Knows(string engine) => engine is "containerd" or "kubernetes" or "cri-o";

    public ContainerDescription? Find(string id, out string? refusal)
    {
        refusal = null;
        foreach (var path in Configurations(id))
        {
            using var document = JsonFile.Read(path, out var why);
            refusal ??= why;
            if (document is null || !document.RootElement.TryGetProperty("annotations", out var notes)) continue;
            var image = notes.Text("io.kubernetes.cri.image-name") ?? notes.Text("io.kubernetes.cri-o.ImageName") ?? notes.Text("nerdctl/image");
            return new ContainerDescription(id, Name(notes), image);
        }
        return null;
    }

    public ContainerDescription? FindByAddress(string address, out string? refusal)
    {
        refusal = null;
        return null;
    }

    string[] Configurations(string id) =>
    [
        $"{root}run/containerd/io.containerd.runtime.v2.task/k8s.io/{id}/config.json",
        $"{root}run/containerd/io.containerd.runtime.v2.task/default/{id}/config.json",
        $"{root}run/containerd/io.containerd.runtime.v2.task/moby/{id}/config.json",
        $"{root}var/lib/containers/storage/overlay-containers/{id}/userdata/config.json",
    ];

    static string? Name(JsonElement notes)
    {
        if (notes.Text("nerdctl/name") is { } name) return name;
        var pod = notes.Text("io.kubernetes.cri.sandbox-name") ?? notes.Text("io.kubernetes.pod.name");
        var container = notes.Text("io.kubernetes.cri.container-name") ?? notes.Text("io.kubernetes.container.name");
        return pod is null ? container : container is null ? pod : $"{pod}/{container}";
    }
}
