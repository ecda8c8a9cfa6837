using Berth.Audit.Diagnose;
using Berth.Audit.Diagnose.Kernel;
using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;
using Berth.Workbench.Writing;

namespace Berth.Workbench.Json;

/// <summary>`berth doctor kernel --json`: docs/specs/json.md.</summary>
public static class KernelJson
{
    public static void Write(KernelReport report, KernelFacts facts, Output output)
    {
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, "berth.doctor-kernel/1"u8);
            json.WriteString("verdict"u8, report.Verdict.Name());
            json.WriteString("release"u8, facts.Release);
            json.WriteString("architecture"u8, facts.Architecture);
            json.WriteStartArray("abilities"u8);
            foreach (var ability in report.Abilities)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, ability.Id);
                json.WriteString("sentence"u8, ability.Sentence);
                json.WriteBoolean("has"u8, ability.Has);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("checks"u8);
            foreach (var check in report.Checks)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, check.Id);
                json.WriteString("result"u8, check.Result switch { CheckResult.Ok => "ok", CheckResult.No => "no", _ => "unknown" });
                json.WriteString("sentence"u8, check.Sentence);
                json.WriteString("fix"u8, check.Fix);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            // The whole text of the kernel's verifier, where it refused a program.
            json.WriteStartArray("refused"u8);
            foreach (var hook in facts.Hooks)
            {
                if (hook.Refusal is not { } refusal) continue;
                json.WriteStartObject();
                json.WriteString("name"u8, hook.Name);
                json.WriteString("refusal"u8, refusal);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }
}
