namespace Berth.Api.Messages;

/// <summary>Everything that a daemon of this version can be asked. Both sides take name and types from here.</summary>
public static class Capabilities
{
    static ApiJson Json => ApiJson.Default;

    public static Question<Nothing, HelloResponse> Hello { get; } = new("hello", Json.Nothing, Json.HelloResponse);

    /// <summary>Ends the daemon, in order. The answer comes before.</summary>
    public static Question<Nothing, Done> Stop { get; } = new("daemon/stop", Json.Nothing, Json.Done);

    /// <summary>The daemon stays although nothing needs it.</summary>
    public static Question<Nothing, Done> Stay { get; } = new("daemon/stay", Json.Nothing, Json.Done);
}
