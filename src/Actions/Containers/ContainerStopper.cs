using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Berth.Linux.Containers;
using Berth.Model.Processes;

namespace Berth.Actions.Containers;

/// <summary>
/// Stops a container through its engine's own socket: ending docker-proxy or the process inside would leave the engine to
/// restart it. POST /containers/{id}/stop of the Docker Engine API v1.24 and later, which podman serves too.
/// </summary>
public sealed class ContainerStopper(EngineSockets? sockets)
{
    public static ContainerStopper ForThisMachine() => new(OperatingSystem.IsLinux() ? EngineSockets.Below() : null);

    const int MaxAnswer = 4 * 1024 * 1024;

    /// <param name="group">
    /// The control group of the process that is to give way. The engine must say that the container's own process is in that very
    /// group: its name alone may have been chosen by anybody. Null where the engine itself named the container.
    /// </param>
    /// <param name="grace">How long the engine lets it end by itself before it kills it.</param>
    public async Task<ContainerResult> StopAsync(Container container, string? group, TimeSpan grace, CancellationToken cancel)
    {
        if (!IsPlainId(container.Id)) return new(ContainerOutcome.Failed, "its id has unexpected characters");
        var result = new ContainerResult(ContainerOutcome.NoEngine, $"no socket of {container.Engine} was found here: {Command(container)}");
        // A person may have an engine of one's own beside the system's: the first that knows it stops it.
        foreach (var path in OperatingSystem.IsLinux() && sockets is not null ? sockets.Of(container.Engine) : [])
        {
            result = await StopAsync(path, container, group, grace, cancel).ConfigureAwait(false);
            if (result.Outcome != ContainerOutcome.NoSuchContainer) return result;
        }
        return result;
    }

    static async Task<ContainerResult> StopAsync(string path, Container container, string? group, TimeSpan grace, CancellationToken cancel)
    {
        var command = Command(container);
        using var client = new HttpClient(HandlerTo(path), disposeHandler: true) { Timeout = grace + TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MaxAnswer };
        var address = new Uri($"http://localhost/containers/{container.Id}/stop?t={(int)Math.Ceiling(grace.TotalSeconds)}");
        try
        {
            if (group is not null && !await IsInAsync(client, container.Id, group, cancel).ConfigureAwait(false))
                return new(ContainerOutcome.NoSuchContainer, $"{container.Engine} does not say that this process is in its container {container.Label}");
            using var answer = await client.PostAsync(address, content: null, cancel).ConfigureAwait(false);
            return answer.StatusCode switch
            {
                HttpStatusCode.NoContent => new(ContainerOutcome.Stopped, null),
                HttpStatusCode.NotModified => new(ContainerOutcome.AlreadyStopped, null),
                HttpStatusCode.NotFound => new(ContainerOutcome.NoSuchContainer, $"{container.Engine} does not know container {container.Label}"),
                HttpStatusCode.Forbidden => new(ContainerOutcome.NoRight, $"{container.Engine} refused: {command}"),
                var status => new(ContainerOutcome.Failed, $"{container.Engine} answered {(int)status}: {command}"),
            };
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            return new(ContainerOutcome.NoRight, $"{path} may not be opened by this user: sudo {command}");
        }
        catch (HttpRequestException e)
        {
            return new(ContainerOutcome.Failed, $"{path}: {e.Message}");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(ContainerOutcome.Failed, $"{container.Engine} did not answer in time: {command}");
        }
    }

    /// <summary>The command that stops it where Berth cannot.</summary>
    static string Command(Container container) => container.Engine switch
    {
        "containerd" => $"nerdctl stop {container.Id}",
        "cri-o" => $"crictl stop {container.Id}",
        "lxc" => $"lxc-stop -n {container.Id}",
        var engine => $"{engine} stop {container.Id}",
    };

    // GET /containers/{id}/json: "State": {"Pid": 4242}.
    static async Task<bool> IsInAsync(HttpClient client, string id, string group, CancellationToken cancel)
    {
        using var answer = await client.GetAsync(new Uri($"http://localhost/containers/{id}/json"), cancel).ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK) return false;
        try
        {
            using var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel).ConfigureAwait(false));
            return document.RootElement.TryGetProperty("State", out var state) && state.TryGetProperty("Pid", out var pid)
                && pid.TryGetInt32(out var number) && number > 0 && ContainerGroup.IsSame(group, ContainerGroup.Of(number), id);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static SocketsHttpHandler HandlerTo(string path) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    // The id becomes part of a URL.
    static bool IsPlainId(string id) => id.Length is > 0 and <= 128 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && id[0] != '.';
}
