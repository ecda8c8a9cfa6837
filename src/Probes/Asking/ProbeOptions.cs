using System.Reflection;

namespace Berth.Probes.Asking;

/// <summary>How far a probe may go. The defaults disturb nobody.</summary>
public sealed record ProbeOptions
{
    /// <summary>How long a service may take for one answer, connecting included.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long we listen for a greeting before we speak.</summary>
    public TimeSpan GreetingPatience { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many bytes of one connection are read.</summary>
    public int MaxBytes { get; init; } = 64 * 1024;

    /// <summary>How many connections may be made to find out what a service speaks. Browser attacks are counted apart.</summary>
    public int MaxConnections { get; init; } = 8;

    /// <summary>How many services are asked at the same time; each one has one connection at a time.</summary>
    public int MaxParallel { get; init; } = 32;

    /// <summary>Also try what a hostile web page could make a browser send (GET, HEAD and handshakes only).</summary>
    public bool BrowserAttacks { get; init; }

    /// <summary>
    /// Also ask a listener on every address as a caller from a network would: whom it lets in may depend on where they come from.
    /// </summary>
    public bool FromBeyond { get; init; }

    /// <summary>Also ask whether it is a proxy that takes anybody. A part of the attacks.</summary>
    internal bool TriesProxies { get; init; }

    /// <summary>Also ask a web service which product it is, at paths of its own.</summary>
    public bool Products { get; init; } = true;

    /// <summary>The host that HTTP requests name, with the port; null: as who means it well would, `localhost` on loopback.</summary>
    public string? Host { get; init; }

    /// <summary>For timeouts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Who we say we are, in HTTP requests.</summary>
    public string UserAgent { get; init; } = $"berth/{Version} (+local port check)";

    static string Version
    {
        get
        {
            var said = typeof(ProbeOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            var plus = said.IndexOf('+');
            return plus < 0 ? said : said[..plus];
        }
    }
}
