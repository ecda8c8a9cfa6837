using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <param name="Launch">Null when there are problems.</param>
/// <param name="Problems">Why the service cannot be started, each in a sentence without the service's name. They hold no values of variables.</param>
public sealed record LaunchResult(ServiceLaunch? Launch, IReadOnlyList<string> Problems);
