using Berth.Api.Messages;
using Berth.Cli.Hosting;
using Berth.Cli.Rendering;

namespace Berth.Cli.Commands.Leasing;

/// <summary>`berth lease ls`: aligned columns; below them why a port is another one than it should be.</summary>
sealed class LeaseTable(CommandContext context)
{
    static readonly string[] headings = ["PORT", "NAME", "STATE", "PREFERS", "USED", "CHECKOUT"];

    public void Write(IReadOnlyList<LeaseItem> leases)
    {
        var now = context.Clock.GetUtcNow();
        List<string[]> rows = [headings, .. leases.Select(lease => Cells(lease, now))];
        var widths = new int[headings.Length];
        foreach (var row in rows)
            for (var i = 0; i < row.Length; i++) widths[i] = Math.Max(widths[i], TextWidth.Of(row[i]));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                context.Out.Write(row[i]);
                if (i < row.Length - 1) context.Out.Fill(' ', widths[i] - TextWidth.Of(row[i]) + 2);
            }
            context.Out.Write("\n"u8);
        }
        foreach (var lease in leases)
            if (LeaseTalk.Rotation(lease) is { } rotated) context.Say(rotated);
    }

    static string[] Cells(LeaseItem lease, DateTimeOffset now) =>
    [
        lease.Port.ToString(), Escape.ForTerminal(LeaseTalk.Name(lease)), lease.InUse ? "in use" : lease.Held ? "held" : "taken",
        lease.Preferred?.ToString() ?? "-", $"{Quantities.Duration((long)(now - lease.Used).TotalSeconds)} ago", Escape.ForTerminal(lease.Root),
    ];
}
