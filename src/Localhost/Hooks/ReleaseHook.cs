using Berth.Linux.Bpf;
using static Berth.Linux.Bpf.Register;
using static Berth.Localhost.Hooks.HookParts;

namespace Berth.Localhost.Hooks;

/// <summary>A socket that is closed is forgotten.</summary>
static class ReleaseHook
{
    public static ulong[] Build(LocalhostFacts facts) => new BpfAssembler()
        .Move(Context, R1).Cookied().Forget(facts.Asked).Forget(facts.Dialled)
        .Return(1).Assemble();
}
