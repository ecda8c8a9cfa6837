using Berth.Api.Messages;
using Berth.Daemon.Hosting;

namespace Berth.Daemon.Features;

/// <summary>Sends what happens to some services of a project, until nothing more comes.</summary>
/// <param name="services">Empty: all.</param>
sealed class FeedOf(MessageHub.Listening listening, IReadOnlyCollection<string> services)
{
    /// <summary>Changes of state too.</summary>
    public bool States { get; init; } = true;

    public async Task SendAsync(Func<ProjectEvent, Task> send, CancellationToken cancel)
    {
        await foreach (var message in listening.Messages.ReadAllAsync(cancel))
        {
            if (listening.TakeMissed() is > 0 and var missed) await send(new ProjectEvent { Note = $"{missed} messages came faster than they were read, and are left out; the logs have them" });
            var name = message.State?.Name ?? message.Line!.Service;
            if (services.Count > 0 && !services.Contains(name)) continue;
            if (message.State is null || States) await send(StatusWords.Of(message));
        }
    }
}
