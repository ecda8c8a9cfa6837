using System.Text.Json;
using Berth.Protocols.Http1;

namespace Berth.Protocols.Recording;

/// <summary>
/// The HTTP exchanges of a recording as HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/). Each is written when it is whole, so
/// nothing is kept but what is under way. Credentials are kept back, unless they are asked for. Not thread-safe.
/// </summary>
public sealed class HarWriter : IDisposable
{
    /// <summary>Bytes of a body that are kept; the rest of a longer one is left out, and said to be.</summary>
    public const int MostBody = 1024 * 1024;

    readonly Utf8JsonWriter json;
    readonly HarEntry form;
    readonly Dictionary<uint, Connection> connections = [];

    sealed record Connection(HttpPairing Pairing, DateTimeOffset Began);

    HarWriter(Stream stream, bool withCredentials)
    {
        // Files of people are read by people.
        json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        form = new HarEntry(json, withCredentials);
    }

    /// <param name="withCredentials">Also Authorization, Cookie and their like.</param>
    public static HarWriter Begin(Stream stream, string program, string version, bool withCredentials)
    {
        var writer = new HarWriter(stream, withCredentials);
        var json = writer.json;
        json.WriteStartObject();
        json.WriteStartObject("log"u8);
        json.WriteString("version"u8, "1.2"u8);
        json.WriteStartObject("creator"u8);
        json.WriteString("name"u8, program);
        json.WriteString("version"u8, version);
        json.WriteEndObject();
        json.WriteStartArray("entries"u8);
        return writer;
    }

    public void Write(RecordingEntry entry)
    {
        if (entry.Kind == RecordingKind.Opened) Open(entry);
        if (!connections.TryGetValue(entry.Connection, out var connection)) return;
        var at = entry.At - connection.Began;
        switch (entry.Kind)
        {
            case RecordingKind.FromClient or RecordingKind.FromServer:
                var bytes = entry.Bytes.Span;
                connection.Pairing.Feed(entry.Kind == RecordingKind.FromClient ? Flow.FromClient : Flow.FromServer, ref bytes, at);
                break;
            case RecordingKind.Closed or RecordingKind.Reset:
                connection.Pairing.End(Flow.FromClient, at);
                if (entry.Kind == RecordingKind.Closed) connection.Pairing.End(Flow.FromServer, at);
                connection.Pairing.Close(at);
                connections.Remove(entry.Connection);
                break;
        }
    }

    void Open(RecordingEntry entry)
    {
        var (ends, number) = (entry.Ends!, entry.Connection);
        connections[number] = new Connection(new HttpPairing(MostBody, exchange => form.Write(exchange, entry.At, ends, number)), entry.At);
    }

    /// <summary>Ends the file. Exchanges under way are written as they are.</summary>
    public void Dispose()
    {
        foreach (var connection in connections.Values) connection.Pairing.Close(TimeSpan.Zero);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Dispose();
    }
}
