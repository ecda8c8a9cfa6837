using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using Berth.Model.Services;

namespace Berth.Daemon.Hosting;

/// <summary>Tells whether a service was started with what the file says now: the same mark, the same service.</summary>
static class ServiceMark
{
    /// <summary>Where it stands in the file makes no difference.</summary>
    public static string Of(ProjectDefinition project, ServiceDefinition service)
    {
        var all = JsonSerializer.SerializeToUtf8Bytes(new Marked(service with { Line = 0 }, project.Environment, project.EnvironmentFiles), ServiceMarkJson.Default.Marked);
        return Convert.ToHexStringLower(XxHash128.Hash(all).AsSpan(0, 8));
    }

    internal sealed record Marked(ServiceDefinition Service, IReadOnlyList<EnvironmentEntry> Environment, IReadOnlyList<EnvironmentFile> EnvironmentFiles);
}

[JsonSerializable(typeof(ServiceMark.Marked))]
sealed partial class ServiceMarkJson : JsonSerializerContext;
