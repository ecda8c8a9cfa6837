using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Ai;

public sealed class ModelServerOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "llm-open",
        Title = "A model server that takes anyone",
        Severity = new(Severity.High),
        Sees = "Ollama, an OpenAI-style API (vLLM, LM Studio, llama.cpp), Ray, ComfyUI or MLflow answers without a key on a port that others reach.",
        Why = "Others use your hardware, read prompts and models, and some of these servers run code for whoever asks.",
        Fix = "`OLLAMA_HOST=127.0.0.1`; `--host 127.0.0.1` elsewhere; a proxy with a login in front when it must be shared.",
        References = ["CVE-2025-63389", "CVE-2024-28224"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        var answer = port.Speaks("ollama", "openai-api") ?? port.Is("Ray", "ComfyUI", "MLflow");
        if (answer is null or { Authentication: Model.Protocols.Authentication.Required }) return null;
        return Sighting.Answered($"{answer.Product} serves {port.Audience()} without a key", answer) with
        {
            Fixes = [port.Speaks("ollama") is not null ? new("Start it on loopback", $"OLLAMA_HOST=127.0.0.1:{port.Port} ollama serve") : new("Start it with `--host 127.0.0.1`")],
        };
    }
}
