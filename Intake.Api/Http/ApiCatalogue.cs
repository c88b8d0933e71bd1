using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Intake.Api.Http;

/// <summary>What makes the OpenAPI description a catalogue: a name, a group, who may call, and how errors look.</summary>
internal static class ApiCatalogue
{
    private const string Problem = "4XX";

    /// <summary>The groups, by the first piece of the path, in the order of the work.</summary>
    private static readonly (string Piece, string Description)[] Groups =
    [
        ("complaints", "登记、查询和办理案件"),
        ("assignments", "交办"),
        ("feedback", "省局反馈"),
        ("routing", "分流规则"),
        ("limits", "期限计算"),
        ("codes", "代码表"),
        ("duty", "值班"),
        ("notifications", "通知"),
        ("outages", "停机记录"),
        ("failed-work", "未完成的后台工作"),
        ("parked-messages", "停发的消息"),
    ];

    public static Task DescribeOperationAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var path = context.Description.RelativePath ?? "";
        var pieces = path.Replace("api/v1/", "", StringComparison.Ordinal).TrimEnd('/').Split('/');
        var method = (context.Description.HttpMethod ?? "").ToLowerInvariant();
        operation.OperationId ??= method + string.Concat(pieces.SelectMany(p => p.Split('-', '.')).Select(Capital));
        operation.Description ??= $"{operation.Summary}{(operation.Summary is null ? "" : "。")}{Callers(context)}";
        operation.Tags = new HashSet<OpenApiTagReference> { new(pieces[0], context.Document) };
        operation.Responses ??= [];
        operation.Responses.TryAdd(
            Problem,
            new OpenApiResponse { Description = "Problem details (RFC 9457) with a stable type; errors by field." }
        );
        return Task.CompletedTask;
    }

    public static Task DescribeDocumentAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        foreach (var server in document.Servers ?? [])
        {
            server.Url = server.Url?.TrimEnd('/');
        }
        var used = (document.Paths ?? [])
            .SelectMany(p => p.Value.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            .SelectMany(o => o.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(t => t.Reference.Id)
            .ToHashSet(StringComparer.Ordinal);
        document.Tags = Groups
            .Where(g => used.Contains(g.Piece))
            .Select(g => new OpenApiTag { Name = g.Piece, Description = g.Description })
            .ToHashSet();
        return Task.CompletedTask;
    }

    /// <summary>A path's piece as it stands within a name; a parameter without its braces and kind.</summary>
    private static string Capital(string piece)
    {
        var word = piece.Trim('{', '}').Split(':')[0];
        return word.Length == 0 ? "" : char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];
    }

    private static string Callers(OpenApiOperationTransformerContext context)
    {
        var roles = context
            .Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>()
            .Select(a => a.Roles)
            .FirstOrDefault(r => r is not null);
        return roles is null
            ? "Open to whoever has signed in."
            : $"Open to: {roles.Replace(",", ", ", StringComparison.Ordinal)}.";
    }
}
