using Shared.Contracts.Cases;

namespace Intake.Api.Http;

/// <summary>RFC 9457 answers. Types are stable; titles are for people; nothing of the inside is told.</summary>
public static class Problems
{
    private const string Prefix = "urn:hotline12315:problem:";

    public static IResult MalformedJson(string detail) =>
        Results.Problem(detail, statusCode: 400, title: "请求不是正确的 JSON", type: Prefix + "malformed-json");

    public static IResult WrongMediaType(string wanted = "application/json") =>
        Results.Problem(
            $"请用 Content-Type: {wanted}",
            statusCode: 415,
            title: "内容类型不受支持",
            type: Prefix + "wrong-media-type"
        );

    public static IResult TooLarge(int limit) =>
        Results.Problem(
            limit >= 1024 * 1024 ? $"请求体最多 {limit / 1024 / 1024} MiB" : $"请求体最多 {limit / 1024} KiB",
            statusCode: 413,
            title: "请求体过大",
            type: Prefix + "too-large"
        );

    public static IResult Invalid(FieldErrors errors) =>
        Results.ValidationProblem(errors.ByField, statusCode: 422, title: "有的字段不正确", type: Prefix + "invalid");

    public static IResult Invalid(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return Invalid(errors);
    }

    public static IResult PasswordIsOneTime() =>
        Results.Problem(
            "请先在 /password 设置自己的密码",
            statusCode: 403,
            title: "一次性密码须先更改",
            type: Prefix + "one-time-password"
        );

    public static IResult NotFound() =>
        Results.Problem("没有这件案件，或您无权查看", statusCode: 404, title: "未找到", type: Prefix + "not-found");

    /// <summary>A stored content is not the one whose digest the case holds.</summary>
    public static IResult Altered() =>
        Results.Problem(
            "附件内容与登记时的摘要不符，不予显示；请告知管理员",
            statusCode: 500,
            title: "附件已被改动",
            type: Prefix + "altered"
        );

    /// <summary>The case names a content that is not in the data folder.</summary>
    public static IResult ContentGone() =>
        Results.Problem(
            "附件内容已不在数据目录中；请告知管理员从备份恢复",
            statusCode: 500,
            title: "附件内容缺失",
            type: Prefix + "content-gone"
        );

    public static IResult Of(Refusal refusal) =>
        refusal.Kind switch
        {
            RefusalKind.NotFound => NotFound(),
            RefusalKind.NotPermitted => Results.Problem(
                refusal.Message,
                statusCode: 403,
                title: "无权办理",
                type: Prefix + "not-permitted"
            ),
            RefusalKind.Stale => Results.Problem(
                refusal.Message,
                statusCode: 412,
                title: "案件已被更改",
                type: Prefix + "stale"
            ),
            RefusalKind.Invalid => Invalid(refusal.Field!, refusal.Message),
            _ => NotAllowedNow(refusal),
        };

    /// <summary>Here <c>status</c> is the case's, as the contract says; the HTTP status is 409.</summary>
    private static IResult NotAllowedNow(Refusal refusal) =>
        Results.Json(
            new
            {
                type = Prefix + "not-allowed-now",
                title = "现在不能办理这一步",
                detail = refusal.Message,
                status = Codes.Statuses.CodeOrNothing(refusal.Status),
                allowed = refusal.Allowed ?? [],
            },
            contentType: "application/problem+json",
            statusCode: StatusCodes.Status409Conflict
        );

    /// <summary>Gives the framework's own answers (401, 404, 405, 429 …) the same stable types.</summary>
    public static void Customize(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions.Remove("traceId");
        if (problem.Type?.StartsWith(Prefix, StringComparison.Ordinal) == true)
        {
            return;
        }
        var (type, title) = problem.Status switch
        {
            400 => ("bad-request", "请求不正确"),
            401 => ("not-signed-in", "请先登录，或带上有效的密钥"),
            403 => ("not-permitted", "无权办理"),
            404 => ("not-found", "未找到"),
            405 => ("wrong-method", "不支持这种请求方法"),
            413 => ("too-large", "请求体过大"),
            415 => ("wrong-media-type", "内容类型不受支持"),
            429 => ("too-many", "请求过多，请稍后再试"),
            503 => ("unavailable", "服务暂时不可用，请稍后重试"),
            _ => ("internal", "服务出错，已记录"),
        };
        problem.Type = Prefix + type;
        problem.Title = title;
        problem.Detail = null;
    }
}
