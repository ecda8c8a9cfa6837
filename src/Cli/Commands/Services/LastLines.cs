using Berth.Api.Messages;

namespace Berth.Cli.Commands.Services;

/// <summary>The last lines of services whose output is not shown: mostly they say why one failed.</summary>
sealed class LastLines
{
    const int Kept = 8;

    readonly Dictionary<string, Queue<ServiceLine>> lines = [];

    public void Add(ServiceLine line)
    {
        if (!lines.TryGetValue(line.Service, out var kept)) lines[line.Service] = kept = new Queue<ServiceLine>(Kept);
        if (kept.Count == Kept) kept.Dequeue();
        kept.Enqueue(line);
    }

    /// <param name="service">Null: none.</param>
    public IEnumerable<ServiceLine> Of(string? service) => service is not null && lines.TryGetValue(service, out var kept) ? kept : [];
}
