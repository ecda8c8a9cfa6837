namespace Berth.Links.Units;

/// <summary>Which way bytes go.</summary>
public enum Direction : byte
{
    /// <summary>From the client to the service.</summary>
    Up,

    /// <summary>From the service to the client.</summary>
    Down,
}

/// <summary>The directions that a fault works in.</summary>
[Flags]
public enum Directions : byte
{
    Up = 1,
    Down = 2,
    Both = Up | Down,
}

public static class DirectionNames
{
    public static bool Contains(this Directions directions, Direction direction) => ((int)directions >> (int)direction & 1) != 0;

    /// <summary>"up", "down" or "both", as text, JSON and YAML say it.</summary>
    public static string Name(this Directions directions) => directions switch
    {
        Directions.Up => "up",
        Directions.Down => "down",
        _ => "both",
    };

    /// <summary>"up" or "down".</summary>
    public static string Name(this Direction direction) => direction == Direction.Up ? "up" : "down";
}
