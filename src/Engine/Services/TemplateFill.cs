using System.Text;
using Berth.Engine.Templates;
using Berth.Model.Services;

namespace Berth.Engine.Services;

/// <summary>Gives templates their values. What has none becomes a problem, once, and an empty text.</summary>
sealed class TemplateFill(
    IReadOnlyList<ServiceDefinition> services, ServiceDefinition? own, IReadOnlyDictionary<string, IReadOnlyList<ServiceEndpoint>> endpoints,
    IReadOnlyDictionary<string, string> environment, List<string> problems)
{
    public string Text(string template)
    {
        var read = Template.Read(template);
        if (read.Problem is { } problem) problems.Add(problem);
        var text = new StringBuilder();
        foreach (var part in read.Parts)
            text.Append(part switch
            {
                TemplateText literal => literal.Text,
                TemplateVariable variable => Variable(variable),
                TemplateReference reference => Reference(reference),
                _ => "",
            });
        return text.ToString();
    }

    public string Reference(TemplateReference reference)
    {
        if (ReferenceTarget.Find(services, own, reference, out var problem) is not { } target) return Fail(problem!);
        if (Endpoint(target) is not { } endpoint) return Fail($"`{reference.Written}`: {target.Service} has no address yet");
        return reference.Property switch
        {
            EndpointProperty.Port => endpoint.Port.ToString(),
            EndpointProperty.Host => endpoint.Host,
            _ => endpoint.Url ?? Fail($"`{reference.Written}`: port {target.Port.Name} of {target.Service} has no URL"),
        };
    }

    ServiceEndpoint? Endpoint(ReferenceTarget target)
    {
        foreach (var endpoint in endpoints.GetValueOrDefault(target.Service) ?? [])
            if (endpoint.PortName == target.Port.Name) return endpoint;
        return null;
    }

    string Variable(TemplateVariable variable)
    {
        if (environment.TryGetValue(variable.Name, out var value) && (value.Length > 0 || variable.Default is null)) return value;
        return variable.Default ?? Fail($"`${{{variable.Name}}}` is not set. Set it, or say what stands for it: ${{{variable.Name}:-default}}");
    }

    string Fail(string problem)
    {
        problems.Add(problem);
        return "";
    }
}
