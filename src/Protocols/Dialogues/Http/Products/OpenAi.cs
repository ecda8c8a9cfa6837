using System.Text.Json;
using Berth.Model.Protocols;

namespace Berth.Protocols.Dialogues.Http.Products;

/// <summary>A language model behind OpenAI's API: vLLM, LM Studio, llama.cpp, LocalAI... https://platform.openai.com/docs/api-reference/models/list</summary>
public static class OpenAi
{
    public static WebProduct Product { get; } = new("/v1/models", Read)
    {
        Ports = [1234, 8000, 8080, 4000, 1337, 5001],
        Words = ["vllm", "llama-server", "llama.cpp", "lmstudio", "litellm", "sglang", "LocalAI"],
        Suggests = static root => root.Header("Server")?.StartsWith("llama.cpp", StringComparison.Ordinal) == true,
    };

    static Heard? Read(HttpReply reply)
    {
        if (Json.Parse(reply.Body) is not { ValueKind: JsonValueKind.Object } answer) return null;
        if (reply.Status is 401 or 403 && answer.TryGetProperty("error", out _))
            return new Heard("openai-api", $"GET /v1/models was answered {reply.StatusLine}") { Product = "OpenAI-style API", Authentication = Authentication.Required };
        if (reply.Status != 200 || answer.String("object") != "list" || !answer.TryGetProperty("data", out var models) || models.ValueKind != JsonValueKind.Array) return null;
        var first = models.GetArrayLength() > 0 ? models[0] : default;
        var owner = first.String("owned_by");
        var details = new Dictionary<string, string> { ["models"] = models.GetArrayLength().ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (first.String("id") is { } id) details["first-model"] = Cut.To(id, 80);
        return new Heard("openai-api", $"GET /v1/models listed {details["models"]} models without a login")
        {
            Product = owner switch { "vllm" => "vLLM", "llamacpp" => "llama.cpp", "library" => "Ollama", _ => "OpenAI-style API" },
            Authentication = Authentication.None,
            Details = details,
        };
    }
}
