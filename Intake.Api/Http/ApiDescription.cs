using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Intake.Api.Http;

/// <summary>The OpenAPI description: bodies that are read by hand, the key scheme, the changing calls' headers.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "12315 hotline",
                    Version = "1",
                    Description =
                        "Receive, route, handle and reply: the complaint hotline of a market supervision bureau.",
                    Contact = new OpenApiContact { Name = "The bureau's 12315 centre" },
                    License = new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") },
                };
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(
                    StringComparer.Ordinal
                )
                {
                    ["key"] = new OpenApiSecurityScheme
                    {
                        Type = SecuritySchemeType.Http,
                        Scheme = "bearer",
                        Description = "Authorization: Bearer <id>.<secret>",
                    },
                };
                document.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] },
                ];
                return Task.CompletedTask;
            }
        );
        options.AddOperationTransformer(DescribeBodyAsync);
        options.AddOperationTransformer(DescribeQueryAsync);
        options.AddOperationTransformer(ApiCatalogue.DescribeOperationAsync);
        options.AddDocumentTransformer(ApiCatalogue.DescribeDocumentAsync);
    }

    private static async Task DescribeBodyAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var body = context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyMetadata>().FirstOrDefault();
        if (body is null)
        {
            return;
        }
        var schema = await context.GetOrCreateSchemaAsync(body.Body, null, cancellation);
        operation.RequestBody = new OpenApiRequestBody
        {
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/json"] = new OpenApiMediaType { Schema = schema },
            },
        };
        operation.Parameters ??= [];
        operation.Parameters.Add(
            Header("Idempotency-Key", "The same key with the same body is carried out once; kept 7 days.")
        );
        operation.Parameters.Add(
            Header("If-Match", "The ETag the caller has read; a case that changed since answers 412.")
        );
    }

    private static Task DescribeQueryAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var query = context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryMetadata>().FirstOrDefault();
        foreach (var name in query?.Names ?? [])
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Parameter(name, ParameterLocation.Query, null));
        }
        return Task.CompletedTask;
    }

    private static OpenApiParameter Header(string name, string description) =>
        Parameter(name, ParameterLocation.Header, description);

    private static OpenApiParameter Parameter(string name, ParameterLocation location, string? description) =>
        new()
        {
            Name = name,
            In = location,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        };
}
