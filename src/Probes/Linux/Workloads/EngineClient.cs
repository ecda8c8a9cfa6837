using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.Json;

namespace Berth.Probes.Linux.Workloads;

/// <summary>Why an engine did not tell.</summary>
/// <param name="IsDenied">Its socket may not be opened by this user.</param>
sealed record EngineRefusal(string Reason, bool IsDenied);

/// <summary>HTTP GET over an engine's unix socket (Docker Engine API, which podman speaks too), within half a second unless told otherwise. Dispose it.</summary>
[SupportedOSPlatform("linux")]
sealed class EngineClient : IDisposable
{
    public static TimeSpan UsualPatience { get; } = TimeSpan.FromMilliseconds(500);

    readonly string path;
    readonly HttpClient client;

    EngineClient(string path, TimeSpan patience)
    {
        this.path = path;
        client = new HttpClient(Handler(path)) { Timeout = patience, MaxResponseContentBufferSize = 16 * 1024 * 1024 };
    }

    public static EngineClient Open(string path, TimeSpan? patience = null) => new(path, patience ?? UsualPatience);

    /// <summary>The answer as JSON; null with the reason.</summary>
    public JsonDocument? Get(string resource, out EngineRefusal? refusal)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost{resource}");
            using var response = client.Send(request);
            using var body = response.EnsureSuccessStatusCode().Content.ReadAsStream();
            refusal = null;
            return JsonDocument.Parse(body);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            refusal = error.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied } 
                ? new EngineRefusal($"{path} may not be opened", IsDenied: true) : new EngineRefusal($"no answer on {path}", IsDenied: false);
            return null;
        }
    }

    public void Dispose() => client.Dispose();

    static SocketsHttpHandler Handler(string path) => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
