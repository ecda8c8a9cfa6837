using System.Net.Sockets;
using System.Text;

namespace Berth.Links.Tests.Relay;

/// <summary>A client and the service that its link led it to.</summary>
sealed class Pair(Socket client, Socket service) : IDisposable
{
    public Socket Client => client;

    public Socket Service => service;

    public static async Task<Pair> ThroughAsync(Link link, Service service)
    {
        var client = await DialAsync(link);
        return new(client, await service.AcceptAsync());
    }

    public static async Task<Socket> DialAsync(Link link)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(link.Listen, Patience.Token);
        return client;
    }

    /// <summary>
    /// How a new client ends that says nothing: "fin" or "reset". RST may come before the client knows that it was connected.
    /// </summary>
    public static async Task<string> FateAsync(Link link)
    {
        try
        {
            using var client = await DialAsync(link);
            return await client.EndAsync();
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return "reset";
        }
    }

    public void Dispose()
    {
        client.Dispose();
        service.Dispose();
    }
}

static class SocketSpeech
{
    public static async Task SayAsync(this Socket socket, string text) => await socket.SayAsync(Encoding.ASCII.GetBytes(text));

    public static async Task SayAsync(this Socket socket, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;) sent += await socket.SendAsync(bytes.AsMemory(sent), Patience.Token);
    }

    /// <summary>The next bytes, as many as the text has.</summary>
    public static async Task<string> HearAsync(this Socket socket, int length)
    {
        var buffer = new byte[length];
        var read = 0;
        while (read < length)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(read), Patience.Token);
            if (count == 0) break;
            read += count;
        }
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    /// <summary>All bytes up to the end, which is FIN.</summary>
    public static async Task<byte[]> HearAllAsync(this Socket socket)
    {
        var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, Patience.Token) is var count and > 0) all.Write(buffer, 0, count);
        return all.ToArray();
    }

    /// <summary>How it ends: "fin" or "reset"; bytes before that are read over.</summary>
    public static async Task<string> EndAsync(this Socket socket)
    {
        try
        {
            await socket.HearAllAsync();
            return "fin";
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return "reset";
        }
    }

    /// <summary>Cuts the connection: RST.</summary>
    public static void Cut(this Socket socket)
    {
        socket.LingerState = new(true, 0);
        socket.Dispose();
    }
}
