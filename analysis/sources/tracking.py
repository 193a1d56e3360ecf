"""Parameters of addresses that say how a reader came, not what is read."""

import re

# Set by advertising, mailing, counting and sharing tools, by papers and sessions; such
# a name never chooses an article, whatever its value.
_NAMES = re.compile(
    r"""
      utm_?\w+ | ga_(?:campaign|content|medium|place|source|term) | _g[al] | gs_l
    | [dg]clid | gclsrc | [gw]braid | gad_(?:campaignid|source) | srsltid | usqp
    | fbclid | fb_(?:action_ids|action_types|comment_id|ref|source) | fbadid
    | igsh(?:id)? | action_(?:object|ref|type)_map | twclid | __twitter_impression
    | ref_(?:src|url) | msclkid | ocid | cvid | ys?clid | _openstat | ttclid | epik
    | li_fat_id | share_id | sr_share | sharetype | soc_(?:src|trk) | wprov | spm
    | (?:hmb|hsa|itm|matomo|mtm|oly|otm|piwik|pk|stm|trk|vero)_\w+
    | sc_(?:campaign|channel|content|country|geo|medium|outcome|publisher|src)
    | at_(?:bbc_team|campaign|custom\d|format|link\w*|medium|ptr_name)
    | ns_(?:campaign|fee|linkname|mchannel|source) | xt(?:cr|loc|np|or|ref|s)
    | wt[._]?z?mc(?:[._]\w+)? | wtrid | mkt(?:_tok|cid|cval) | mc_[ce]id | mc_tc
    | _hsenc | _hsmi | __hs[st]c | __hsfp | hsctatracking | ml_subscriber(?:_hash)?
    | _bhlid | _kx | wickedid | rb_clickid | ef_id | s_(?:cid|kwcid) | mkwid | pcrid
    | cjevent | irclickid | _branch_(?:match_id|referrer) | dicbo | tblci | echobox
    | guccounter | guce_referrer(?:_sig)? | sp(?:job|mailing|report|user)id
    | sf\d{6,} | hootpostid | taid | tracking_source
    | [in]cid | (?:int)?cmp | cmpid | intcid | smid | smtyp | emc
    | maca | ftcamp | ftag | fsrc | mbid | cndid | bxid | esrc | wpisrc | wpmm | itid
    | lmd_\w+ | sara_(?:ecid|ref) | t_ref | referringsource | leadsource | recirc
    | feed(?:name|type) | cn-reloaded | unlocked_article_code | pwapi_token
    | phpsessid | aspsessionid\w* | jsessionid | cf(?:id|token)
    | _?amp | amp_\w+ | ampshare | aoh
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
# These count only with a value that names a way to the article.
_CARRIERS = re.compile(
    r"feature|from|mod|output(?:type)?|partner|platform|ref(?:err?er)?|share|source|"
    r"spref|src|via|view",
    re.IGNORECASE,
)
_WAYS = re.compile(
    r"amp|app|e?mail|facebook|fb|feed\w*|flipboard|google\w*|hootsuite|instagram|"
    r"linkedin|mobile|newsletter|nl|push|reddit|rss\w*|share\w*|social|telegram|"
    r"threads|ts|tw|tw_i|twitter|upday|whatsapp|xing|yahoo",
    re.IGNORECASE | re.ASCII,
)
_SERVICE_TICKET = re.compile(r"ticket=ST-[\w.-]+", re.ASCII)


def is_tracking(pair: str) -> bool:
    """Tell whether the article is the same without `pair` ("name=value")."""
    name, _, value = pair.partition("=")
    if _CARRIERS.fullmatch(name):
        return _WAYS.fullmatch(value) is not None
    return bool(_NAMES.fullmatch(name) or _SERVICE_TICKET.fullmatch(pair))
