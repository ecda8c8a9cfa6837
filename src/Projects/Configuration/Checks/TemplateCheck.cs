using Berth.Engine.Services;
using Berth.Engine.Templates;
using Berth.Model.Services;
using Berth.Projects.Yaml;

namespace Berth.Projects.Configuration.Checks;

/// <summary>Templates that cannot be read, or that name a service or port that is not there.</summary>
static class TemplateCheck
{
    public static void Run(IEnumerable<Mention> mentions, IReadOnlyList<ServiceDefinition> services, List<YamlProblem> problems)
    {
        foreach (var mention in mentions)
        {
            if (!mention.Text.Contains('$')) continue;
            var own = services.FirstOrDefault(service => service.Name == mention.Service);
            if (!mention.IsShell && Template.Read(mention.Text).Problem is { } problem) problems.Add(YamlProblem.At(mention.Place, problem));
            foreach (var reference in mention.IsShell ? ShellReferences.In(mention.Text) : Template.Read(mention.Text).References)
                if (ReferenceTarget.Find(services, own, reference, out var nowhere) is null) problems.Add(YamlProblem.At(mention.Place, nowhere!));
        }
    }
}
