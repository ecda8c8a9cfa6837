using Berth.Model.Machine;

namespace Berth.Model.Diagnosis;

/// <summary>What this kernel and these rights allow, as far as it was tried. Nothing was attached or changed.</summary>
public sealed record KernelFacts
{
    public required string Release { get; init; }
    public required string Architecture { get; init; }
    
    /// <summary>Root of the machine, not of a user namespace.</summary>
    public bool IsRoot { get; init; }

    /// <summary>As <see cref="HostFacts.SudoBerth"/>.</summary>
    public string SudoBerth { get; init; } = "sudo berth";

    /// <summary>/proc is mounted; else much cannot be asked.</summary>
    public bool HasProc { get; init; } = true;

    /// <summary>Rights are those over the machine; false: in a user namespace they are over that namespace alone (user_namespaces(7)).</summary>
    public bool IsInFirstUserNamespace { get; init; } = true;

    /// <summary>Of CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON, over the machine.</summary>
    public IReadOnlyList<string> MissingRights { get; init; } = [];

    /// <summary>Where control groups of version 2 are mounted; null: nowhere, or this process is in none of them.</summary>
    public string? GroupMount { get; init; }

    /// <summary>The control group of this process, as a folder, and whether groups may be made there.</summary>
    public string? Group { get; init; }
    public bool MayMakeGroups { get; init; }

    /// <summary>The kernel describes its types.</summary>
    public bool HasBtf { get; init; }

    /// <summary>kernel.unprivileged_bpf_disabled; null when it could not be read.</summary>
    public long? UnprivilegedBpfDisabled { get; init; }

    /// <summary>none, integrity or confidentiality; null where the kernel has no lockdown.</summary>
    public string? Lockdown { get; init; }

    /// <summary>The hooks of an own localhost, each loaded for a trial; empty when that could not begin.</summary>
    public IReadOnlyList<ProgramTrial> Hooks { get; init; } = [];

    /// <summary>Why the trial could not begin; null when it did.</summary>
    public string? HooksRefusal { get; init; }

    /// <summary>Why the holder iterator does not work; null when it does.</summary>
    public string? IteratorRefusal { get; init; }

    /// <summary>A BPF file system is mounted at its usual place.</summary>
    public bool HasBpfFileSystem { get; init; }
    public bool HasIPv6 { get; init; }

    /// <summary>Pids here are those that the kernel itself counts by.</summary>
    public bool IsInFirstPidNamespace { get; init; }

    /// <summary>Root shares the list of holders (`berth owners on`), and this user may read it.</summary>
    public bool ReadsSharedOwners { get; init; }
}

/// <summary>A program of ours that the kernel was given.</summary>
/// <param name="Refusal">Null when it took it.</param>
public sealed record ProgramTrial(string Name, string? Refusal);
