using Berth.Links.Options;
using Berth.Links.Relay;
using Berth.Links.Relay.Linux;
using Berth.Links.Results;

namespace Berth.Links;

/// <summary>The relay of this operating system: a line each.</summary>
static class RelayFactory
{
    public static Task<Outcome<IRelay>> OpenAsync(LinkOptions options)
    {
        if (OperatingSystem.IsLinux()) return LinuxRelay.OpenAsync(options);
        var refusal = new Refusal("links are carried on Linux only so far", "Run the link on Linux, or in a container");
        return Task.FromResult<Outcome<IRelay>>(refusal);
    }
}
